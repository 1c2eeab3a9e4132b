import { extname } from 'node:path';
import { isCameraLog, isPicture, isRecording, isSound, isTrack } from '../../../preload/contract/recording-files.ts';
import type { Film, FoundFile, Named, Recording } from './recordings.ts';

/** Whether a file is worth listing: a recording, or what may lie beside one. */
export const mayBelong = (path: string): boolean => isRecording(path) || isTrack(path) || isCameraLog(path);

/** Finds the stored film that a track has its name from. */
export type StoredFilm = (track: Named) => Film | undefined;

/**
 * What is to be taken from a volume: its media files, the GPS tracks that have the name of one of them but for the
 * ending, and the camera's logs. Any other xml or log stays where it is.
 * @param named the media files, read by their names
 * @param others what else lies there, read in the same way
 * @param storedFilm asked for a track whose name tells a moment and whose film does not lie there any more
 * @returns also the tracks that were left because nobody knows their film
 */
export function belonging(
  named: readonly Named[],
  others: readonly Named[],
  storedFilm: StoredFilm,
): { recordings: Recording[]; strays: string[] } {
  const inFolder = Map.groupBy(named, ({ path }) => baseOf(path));
  // Only a name with a moment in it is that of one film in whichever folder; marking may move the film to another.
  const anywhere = Map.groupBy(
    named.filter((one) => one.said?.startAt && rank(one) === 0),
    ({ name }) => baseOf(name),
  );
  /** What has this name: the film, without one the sound, else the picture; one of just this name before a marked one. */
  const filmOf = (path: string) =>
    namesOf(baseOf(path))
      .flatMap((base) => inFolder.get(base) ?? [])
      .reduce<Named | undefined>((best, one) => (best && rank(best) <= rank(one) ? best : one), undefined);
  const filmElsewhere = ({ name, said }: Named) => {
    const found = namesOf(baseOf(name))
      .flatMap((base) => anywhere.get(base) ?? [])
      .filter((film) => !said?.deviceNo || !film.said?.deviceNo || film.said.deviceNo === said.deviceNo);
    return found.length === 1 ? found[0] : undefined;
  };
  const media = named.map((one): Recording => {
    const film = filmOf(one.path);
    return { ...one, kind: 'MEDIA', beside: film === undefined || film === one ? null : film };
  });
  const strays: string[] = [];
  const tracks = others.flatMap((one): Recording[] => {
    if (!isTrack(one.path)) return [];
    const film = filmOf(one.path) ?? filmElsewhere(one);
    if (film !== undefined) return [{ ...one, said: film.said, kind: 'GPS', beside: film }];
    if (!one.said?.startAt) return [];
    const stored = storedFilm(one);
    if (stored !== undefined) return [{ ...one, kind: 'GPS', beside: stored }];
    strays.push(one.path);
    return [];
  });
  const logs = others.flatMap((one): Recording[] =>
    isCameraLog(one.path) ? [{ ...one, said: null, kind: 'LOG', beside: null }] : [],
  );
  return { recordings: [...media, ...tracks, ...logs], strays };
}

/** Whether a file has the name of this film but for the ending, or had it before the film was marked. */
export const hasNameOf = (file: string, film: string): boolean => namesOf(baseOf(file)).includes(baseOf(film));

/** Path without its ending; the file systems of cameras do not tell upper from lower case. */
const baseOf = (path: string) => path.slice(0, path.length - extname(path).length).toUpperCase();

/** Marking renames the film; a camera may forget what lies beside it. */
export const namesOf = (base: string) => [base, `${base}IMP`, `${base}_IMP`];

const rank = ({ name }: FoundFile) => (isPicture(name) ? 2 : isSound(name) ? 1 : 0);
