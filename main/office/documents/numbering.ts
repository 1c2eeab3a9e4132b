import { and, eq, inArray, max } from 'drizzle-orm';
import type { ReadLedger } from '../ledger/index.ts';
import { authorityTable } from '../powers/index.ts';
import { documents } from './tables.ts';

/**
 * The next running number of a 文书字 in a year; voided ones stay taken (domain.md §2.4, T15). Authorities with the
 * same 机关代字 (one renamed by the county, say) share their numbers: no two papers may read the same.
 * Called inside the recording transaction, so no two papers can get the same.
 */
export function nextSeq(inside: ReadLedger, of: { docPrefix: string; word: string; year: number }): number {
  const sharing = inside
    .select({ id: authorityTable.id })
    .from(authorityTable)
    .where(eq(authorityTable.docPrefix, of.docPrefix));
  const last = inside
    .select({ seq: max(documents.seq) })
    .from(documents)
    .where(and(inArray(documents.authorityId, sharing), eq(documents.word, of.word), eq(documents.year, of.year)))
    .get();
  return (last?.seq ?? 0) + 1;
}
