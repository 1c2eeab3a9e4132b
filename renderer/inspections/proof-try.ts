import { v7 as uuid } from 'uuid';
import type { ProofKind } from '../../preload/contract/inspections.ts';

/** A picture that is being handed in, under the id that it keeps until the office has answered. */
export interface ProofTry {
  readonly codeId: string;
  readonly kind: ProofKind;
  /** Base64. */
  readonly picture: string;
  readonly proofId: string;
}

/** The same picture chosen again after a lost answer is sent under its first id, so that it is kept once. */
export function proofTry(last: ProofTry | null, given: Omit<ProofTry, 'proofId'>): ProofTry {
  const same = last?.codeId === given.codeId && last.kind === given.kind && last.picture === given.picture;
  return same ? last : { ...given, proofId: uuid() };
}
