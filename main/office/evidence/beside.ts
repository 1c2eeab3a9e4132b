import { extname } from 'node:path';
import { and, desc, eq, inArray, ne, or } from 'drizzle-orm';
import { FILM_ENDINGS } from '../../../preload/contract/recording-files.ts';
import { legalDay } from '../calendar/index.ts';
import type { ReadLedger } from '../ledger/index.ts';
import { hasNameOf, namesOf } from './companions.ts';
import type { Film, FoundFile } from './recordings.ts';
import { type ClipRecord, clipBeside, clipNames, clips } from './tables.ts';

/** Files that lay beside a film: by its names there, whichever of the two came first. */
function linked(read: ReadLedger, film: ClipRecord): ClipRecord[] {
  const ids = read
    .select({ id: clipBeside.clipId })
    .from(clipNames)
    .innerJoin(
      clipBeside,
      and(
        eq(clipBeside.name, clipNames.name),
        eq(clipBeside.deviceNo, clipNames.deviceNo),
        eq(clipBeside.sizeBytes, clipNames.sizeBytes),
        // A counting name without a moment in it comes again for another film; so does a moment without a camera.
        film.startFrom === 'NAME' && film.deviceNo !== '' ? undefined : eq(clipBeside.modifiedAt, clipNames.modifiedAt),
      ),
    )
    .where(eq(clipNames.clipId, film.id));
  return read
    .select()
    .from(clips)
    .where(and(inArray(clips.id, ids), ne(clips.id, film.id)))
    .orderBy(clips.kind, clips.name)
    .all()
    .map((one) => (one.kind === 'GPS' ? asOf(read, one, film) : one));
}

/** A track as it lay beside this film: one content, as of a walk without a fix, may lie beside many. */
function asOf(read: ReadLedger, track: ClipRecord, film: ClipRecord): ClipRecord {
  const seenAs = (clip: ClipRecord) =>
    read
      .select({ name: clipNames.name })
      .from(clipNames)
      .where(eq(clipNames.clipId, clip.id))
      .all()
      .map(({ name }) => name);
  const names = seenAs(track);
  const [name = track.name] = [film.name, ...seenAs(film)].flatMap((one) =>
    names.filter((other) => hasNameOf(other, one)),
  );
  const { officerId, deviceNo, startAt } = film;
  return { ...track, name, officerId, deviceNo, startAt };
}

/** The film that is stored here, by what lies beside a file on a camera of this number. */
export function storedFilm(
  read: ReadLedger,
  deviceNo: string,
  { name, sizeBytes, modifiedMs }: Omit<FoundFile, 'path'>,
): ClipRecord | undefined {
  const seen = and(eq(clipNames.name, name), eq(clipNames.deviceNo, deviceNo), eq(clipNames.sizeBytes, sizeBytes));
  const sameMoment = eq(clipNames.modifiedAt, new Date(modifiedMs).toISOString());
  return read
    .select({ film: clips })
    .from(clipNames)
    .innerJoin(clips, eq(clips.id, clipNames.clipId))
    .where(and(seen, eq(clips.kind, 'MEDIA'), or(sameMoment, and(eq(clips.startFrom, 'NAME'), ne(clips.deviceNo, '')))))
    .orderBy(desc(clips.storedAt))
    .get()?.film;
}

/** The stored film that a track from a camera of this number has its name from; only where there is no doubt. */
export function filmByName(read: ReadLedger, deviceNo: string, track: string): Film | undefined {
  if (deviceNo === '') return undefined;
  const base = track.slice(0, -extname(track).length);
  const endings = FILM_ENDINGS.flatMap((ending) => [ending, ending.toUpperCase()]);
  const names = namesOf(base).flatMap((name) => endings.map((ending) => `${name}.${ending}`));
  const rows = read
    .select({ seen: clipNames })
    .from(clipNames)
    .innerJoin(clips, eq(clips.id, clipNames.clipId))
    .where(and(inArray(clipNames.name, names), eq(clipNames.deviceNo, deviceNo), eq(clips.startFrom, 'NAME')))
    .orderBy(desc(clipNames.modifiedAt))
    .all();
  const [first] = rows;
  if (first === undefined || rows.some(({ seen }) => seen.clipId !== first.seen.clipId)) return undefined;
  const { name, sizeBytes, modifiedAt } = first.seen;
  return { path: null, name, sizeBytes, modifiedMs: Date.parse(modifiedAt) };
}

/** The GPS tracks of a film. */
export const tracksOf = (read: ReadLedger, film: ClipRecord): ClipRecord[] =>
  linked(read, film).filter((one) => one.kind === 'GPS');

/**
 * 附带文件: what lay beside a film, and the logs that its camera wrote on the day it began, newest first. Cameras
 * without a number cannot be told apart afterwards: their logs stand at no film.
 */
export function besideOf(read: ReadLedger, film: ClipRecord): ClipRecord[] {
  if (film.deviceNo === '') return linked(read, film);
  const log = `${legalDay(film.startAt).replaceAll('-', '')}.log`;
  const ids = read
    .select({ id: clipNames.clipId })
    .from(clipNames)
    .where(and(inArray(clipNames.name, [log, log.toUpperCase()]), eq(clipNames.deviceNo, film.deviceNo)));
  const logs = read
    .select()
    .from(clips)
    .where(and(eq(clips.kind, 'LOG'), inArray(clips.id, ids)))
    .orderBy(desc(clips.storedAt), desc(clips.id))
    .all();
  return [...linked(read, film), ...logs];
}
