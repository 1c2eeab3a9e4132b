import { extname } from 'node:path';
import { isCameraLog, isPicture, isRecording, isSound, isTrack } from '../../../preload/contract/recording-files.ts';
import type { FoundFile, Named, Recording } from './recordings.ts';

/** Whether a file is worth listing: a recording, or what may lie beside one. */
export const mayBelong = (path: string): boolean => isRecording(path) || isTrack(path) || isCameraLog(path);

/**
 * What is to be taken from a volume: its media files, the GPS tracks that have the name of one of them but for the
 * ending, and the camera's logs. Any other xml or log stays where it is.
 * @param named the media files, read by their names
 * @param others what else lies there
 */
export function belonging(named: readonly Named[], others: readonly FoundFile[]): Recording[] {
  const recordings = Map.groupBy(named, ({ path }) => baseOf(path));
  /** What has this name: the film, without one the sound, else the picture; one of just this name before a marked one. */
  const filmOf = (path: string) =>
    namesOf(baseOf(path))
      .flatMap((base) => recordings.get(base) ?? [])
      .reduce<Named | undefined>((best, one) => (best && rank(best) <= rank(one) ? best : one), undefined);
  const media = named.map((one): Recording => {
    const film = filmOf(one.path);
    return { ...one, kind: 'MEDIA', beside: film === undefined || film === one ? null : film };
  });
  const tracks = others.flatMap((one): Recording[] => {
    const film = isTrack(one.path) ? filmOf(one.path) : undefined;
    return film === undefined ? [] : [{ ...one, said: film.said, kind: 'GPS', beside: film }];
  });
  const logs = others.flatMap((one): Recording[] =>
    isCameraLog(one.path) ? [{ ...one, said: null, kind: 'LOG', beside: null }] : [],
  );
  return [...media, ...tracks, ...logs];
}

/** Whether a file has the name of this film but for the ending, or had it before the film was marked. */
export const hasNameOf = (file: string, film: string): boolean => namesOf(baseOf(file)).includes(baseOf(film));

/** Path without its ending; the file systems of cameras do not tell upper from lower case. */
const baseOf = (path: string) => path.slice(0, path.length - extname(path).length).toUpperCase();

/** Marking renames the film; a camera may forget what lies beside it. */
const namesOf = (base: string) => [base, `${base}IMP`, `${base}_IMP`];

const rank = ({ name }: FoundFile) => (isPicture(name) ? 2 : isSound(name) ? 1 : 0);
