import { and, desc, eq, ne } from 'drizzle-orm';
import type { SignedOrRefused } from '../../../preload/contract/cases.ts';
import { documentTable, type Signing } from '../documents/index.ts';
import type { ReadLedger } from '../ledger/index.ts';

/** The newest paper of this kind in a case that is not voided. */
export function paperOfCase(read: ReadLedger, caseId: string, paper: 'D30' | 'D36') {
  return read
    .select()
    .from(documentTable)
    .where(and(eq(documentTable.caseId, caseId), eq(documentTable.paper, paper), ne(documentTable.state, 'VOIDED')))
    .orderBy(desc(documentTable.madeAt))
    .get();
}

/** Puts the party's drawing or refusal on a paper. */
export async function signParty(
  signing: Signing,
  actor: string,
  documentId: string,
  given: SignedOrRefused,
  idMasked: string,
): Promise<void> {
  if (given.refused) {
    signing.refuseSign(actor, { documentId, reason: given.refusalReason, witness: given.witness });
  } else if (given.drawing !== null) {
    await signing.sign(actor, { documentId, role: 'PARTY', drawing: given.drawing, idMasked });
  }
}
