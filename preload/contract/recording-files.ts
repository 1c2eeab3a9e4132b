/** What body cameras write, by the names of the files. hardware.md §4.3 */

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  ['mp4', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['avi', 'video/x-msvideo'],
  ['mkv', 'video/x-matroska'],
  ['ts', 'video/mp2t'],
  ['wav', 'audio/wav'],
  ['aac', 'audio/aac'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
]);

/** Endings of films, without the dot. */
export const FILM_ENDINGS = [...MEDIA_TYPES].flatMap(([ending, type]) => (type.startsWith('video/') ? [ending] : []));

const TRACK = /\.xml$/i;
/** `DCIM/LOGS/<yyyyMMdd>.log`: what a camera did on a day. */
const LOG = /(?:^|[\\/])DCIM[\\/]LOGS[\\/]\d{8}\.log$/i;

/** Media type of a recording; undefined for any other file. */
export const recordingType = (name: string): string | undefined =>
  MEDIA_TYPES.get(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');

/** A film, a sound or a picture. */
export const isRecording = (name: string): boolean => recordingType(name) !== undefined;
export const isSound = (name: string): boolean => recordingType(name)?.startsWith('audio/') ?? false;
export const isPicture = (name: string): boolean => recordingType(name)?.startsWith('image/') ?? false;

/** May be a GPS track; only its name beside that of a film shows it. */
export const isTrack = (name: string): boolean => TRACK.test(name);

/** A log of the camera, by its path below the root of the volume or any longer one. */
export const isCameraLog = (path: string): boolean => LOG.test(path);
