import { eq, sql } from 'drizzle-orm';
import type { ReadLedger } from '../ledger/index.ts';
import { isInPlace } from './footage.ts';
import type { FoundFile, Recording } from './recordings.ts';
import { clipBeside, clipNames, clips } from './tables.ts';

type Seen = Omit<FoundFile, 'path'>;

/** A counting name without a moment in it comes again with other content: there the time counts, too. */
const keyOf = (deviceNo: string, { name, sizeBytes, modifiedMs }: Seen, timed: boolean): string =>
  JSON.stringify([deviceNo, name, sizeBytes, timed ? modifiedMs : null]);

interface Row {
  readonly clipId: string;
  readonly deviceNo: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: string;
}

/** The stored files of each key, with and without the time. */
function clipsByKey(rows: readonly Row[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { clipId, deviceNo, name, sizeBytes, modifiedAt } of rows) {
    for (const timed of [false, true]) {
      const key = keyOf(deviceNo, { name, sizeBytes, modifiedMs: Date.parse(modifiedAt) }, timed);
      const ids = found.get(key) ?? new Set();
      found.set(key, ids.add(clipId));
    }
  }
  return found;
}

/**
 * What on a camera was never stored under its name from that device, or not beside the film that it lies beside now; and
 * what is registered but whose file is not here. Each stored file is looked at once.
 */
export function freshOf(
  read: ReadLedger,
  dataDir: string,
  { deviceNo, recordings }: { readonly deviceNo: string; readonly recordings: readonly Recording[] },
): Recording[] {
  const among = (names: readonly string[]) => sql`IN (SELECT value FROM json_each(${JSON.stringify(names)}))`;
  const named = read
    .select({ row: clipNames, path: clips.path, sizeBytes: clips.sizeBytes })
    .from(clipNames)
    .innerJoin(clips, eq(clips.id, clipNames.clipId))
    .where(sql`${clipNames.name} ${among(recordings.map((one) => one.name))}`)
    .all();
  const linked = read
    .select()
    .from(clipBeside)
    .where(sql`${clipBeside.name} ${among(recordings.flatMap((one) => one.beside?.name ?? []))}`)
    .all();
  const paths = new Map(named.map(({ path, sizeBytes }) => [path, sizeBytes]));
  const inPlace = new Map([...paths].map(([path, sizeBytes]) => [path, isInPlace(dataDir, { path, sizeBytes })]));
  const stored = clipsByKey(named.flatMap(({ row, path }) => (inPlace.get(path) ? [row] : [])));
  const links = clipsByKey(linked);
  return recordings.filter((one) => {
    const device = one.said?.deviceNo || deviceNo;
    const timed = !one.said?.startAt;
    const ids = stored.get(keyOf(device, one, timed));
    if (one.beside === null) return ids === undefined;
    const beside = links.get(keyOf(device, one.beside, timed || device === ''));
    return ![...(ids ?? [])].some((id) => beside?.has(id));
  });
}
