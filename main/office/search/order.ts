import { eq, sql } from 'drizzle-orm';
import type { WriteLocal } from '../ledger/index.ts';
import { gramsOf } from './grams.ts';
import { searchCases } from './tables.ts';

type Indexed = typeof searchCases.$inferSelect;

/** Keys of one day lie in a span of their own: 16 bits of day and 36 within it stay a safe integer until 2149. */
const SPAN = 2 ** 36;
/** Room between two neighbours, for a case that comes to an earlier day later on. */
const GAP = 2 ** 10;
const DAY_MS = 86_400_000;

/** The lowest key of a legal day (`YYYY-MM-DD`); the next day's is the first one above it. */
export function firstKey(day: string, daysLater = 0): number {
  return (Date.parse(`${day}T00:00:00Z`) / DAY_MS + daysLater) * SPAN;
}

/** Indexes a case at its place, or leaves everything as it is when nothing of it changed. */
export function putCase(tables: WriteLocal, given: Omit<Indexed, 'key'>): void {
  const known = tables.select().from(searchCases).where(eq(searchCases.caseId, given.caseId)).get();
  if (known?.words === given.words && known.marks === given.marks && known.sortOn === given.sortOn) return;
  if (known !== undefined) takeOut(tables, known);
  const key = known?.sortOn === given.sortOn ? known.key : placeFor(tables, given);
  putIn(tables, { ...given, key });
}

/** Takes a case out of the index. */
export function dropCase(tables: WriteLocal, caseId: string): void {
  const known = tables.select().from(searchCases).where(eq(searchCases.caseId, caseId)).get();
  if (known !== undefined) takeOut(tables, known);
}

function putIn(tables: WriteLocal, row: Indexed): void {
  tables.insert(searchCases).values(row).run();
  const grams = row.words.split('\n').map(gramsOf).join(' ');
  tables.run(sql`INSERT INTO search_grams (rowid, grams, marks) VALUES (${row.key}, ${grams}, ${row.marks})`);
}

function takeOut(tables: WriteLocal, row: Indexed): void {
  tables.run(sql`DELETE FROM search_grams WHERE rowid = ${row.key}`);
  tables.delete(searchCases).where(eq(searchCases.key, row.key)).run();
}

/** A free key between the neighbours of (sortOn, caseId). Nearly always the case is the newest of its day. */
function placeFor(tables: WriteLocal, { sortOn, caseId }: Pick<Indexed, 'sortOn' | 'caseId'>): number {
  const sameDay = sql`FROM search_case WHERE sort_on = ${sortOn} AND case_id`;
  const { older, newer } = tables.get<{ older: number | null; newer: number | null }>(
    sql`SELECT (SELECT key ${sameDay} < ${caseId} ORDER BY case_id DESC LIMIT 1) AS older,
               (SELECT key ${sameDay} > ${caseId} ORDER BY case_id LIMIT 1) AS newer`,
  );
  const below = older ?? firstKey(sortOn);
  if (newer === null) return below + GAP;
  const between = Math.floor((below + newer) / 2);
  if (between > below) return between;
  spread(tables, sortOn);
  return placeFor(tables, { sortOn, caseId });
}

/** Gives every case of a day a new key, so that there is room between them again. */
function spread(tables: WriteLocal, sortOn: string): void {
  const day = tables.select().from(searchCases).where(eq(searchCases.sortOn, sortOn)).orderBy(searchCases.caseId).all();
  for (const row of day) takeOut(tables, row);
  day.forEach((row, i) => {
    putIn(tables, { ...row, key: firstKey(sortOn) + (i + 1) * GAP });
  });
}
