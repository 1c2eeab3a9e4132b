import type { Found } from '../../../preload/contract/cases.ts';
import type { Documents } from '../documents/index.ts';

/** The papers of a check code, newest first; a voided one says so. */
export function papersOf(documents: Documents, words: string): Found[] {
  return documents.byCheckCode(words).flatMap((paper): Found[] => {
    const { id, caseId, title, number, checkCode, state } = paper;
    const voided = state === 'VOIDED' ? '，已作废' : '';
    return caseId === null
      ? []
      : [{ kind: 'PAPER', id, caseId, title, text: `${number} 查验码 ${checkCode}${voided}` }];
  });
}
