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
  /** The film of each name; without one the sound, else the picture. */
  const films = new Map<string, Named>();
  for (const one of named) {
    const best = films.get(baseOf(one.path));
    if (best === undefined || rank(one) < rank(best)) films.set(baseOf(one.path), one);
  }
  const media = named.map((one): Recording => {
    const film = films.get(baseOf(one.path));
    return { ...one, kind: 'MEDIA', beside: film === undefined || film === one ? null : film };
  });
  const tracks = others.flatMap((one): Recording[] => {
    if (!isTrack(one.path)) return [];
    const base = baseOf(one.path);
    // Marking renames the film; a camera may forget what lies beside it.
    const film = films.get(base) ?? films.get(`${base}IMP`) ?? films.get(`${base}_IMP`);
    return film === undefined ? [] : [{ ...one, said: film.said, kind: 'GPS', beside: film }];
  });
  const logs = others.flatMap((one): Recording[] =>
    isCameraLog(one.path) ? [{ ...one, said: null, kind: 'LOG', beside: null }] : [],
  );
  return [...media, ...tracks, ...logs];
}

/** Path without its ending; the file systems of cameras do not tell upper from lower case. */
const baseOf = (path: string) => path.slice(0, path.length - extname(path).length).toUpperCase();

const rank = ({ name }: FoundFile) => (isPicture(name) ? 2 : isSound(name) ? 1 : 0);
