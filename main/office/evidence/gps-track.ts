import { SaxesParser } from 'saxes';

/** What a GPS file of a body camera tells. hardware.md §4.3: `locations` with `location id=…`. */
export interface GpsTrack {
  /** Longitude and latitude in degrees, in the order of the file; which coordinate system is the camera's secret. */
  readonly points: readonly (readonly [longitude: number, latitude: number])[];
  /** Locations without a fix: 0,0 as cameras write it. */
  readonly noFix: number;
  /** Locations whose coordinates are missing or no place on earth. */
  readonly bad: number;
  /** False where the file breaks off or goes wrong: then `points` holds what came before. */
  readonly whole: boolean;
  /** Why it is not whole: the text just ends. Else something in it is wrong, or it holds too many places. */
  readonly brokenOff: boolean;
  /** As the file says it, at most 64 characters each; empty where it does not. */
  readonly said: Readonly<Record<(typeof SAID)[number], string>>;
}

const SAID = ['usrName', 'policeNum', 'devNum', 'videoDuration', 'beginTime', 'endTime'] as const;
const LONGEST_SAID = 64;
/** A day of one place a second, and some. */
export const MOST_POINTS = 100_000;
const DEGREES = /^[+-]?\d{1,3}(?:\.\d{1,20})?$/;
/** `locations` / `location` / a coordinate, and what a maker may put around them. */
const DEEPEST = 16;

function fail(): never {
  throw new Error('no GPS file');
}

/**
 * Reads a GPS file. Longitude and latitude stand in elements of their own or are attributes of `location`. Never throws.
 * @returns null where the root is not `locations`, or nothing of it could be read
 */
export function readTrack(text: string): GpsTrack | null {
  const points: [number, number][] = [];
  let [noFix, bad] = [0, 0];
  let said: Readonly<Record<string, string>> | null = null;
  let [whole, brokenOff] = [true, false];
  const open: string[] = [];
  let place: { longitude: string; latitude: string } | null = null;
  const arrived = ({ longitude, latitude }: { longitude: string; latitude: string }) => {
    const [x, y] = [degrees(longitude, 180), degrees(latitude, 90)];
    if (x === null || y === null) bad += 1;
    else if (x === 0 && y === 0) noFix += 1;
    else points.push([x, y]);
  };
  const heard = (words: string) => {
    const inside = open.at(-1);
    if (place !== null && (inside === 'longitude' || inside === 'latitude')) place[inside] += words;
  };
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('error', fail);
  // No camera declares anything; so nothing grows while it is read and nothing is fetched.
  parser.on('doctype', fail);
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length === DEEPEST || points.length + noFix + bad === MOST_POINTS) fail();
    if (open.length === 0) {
      if (name !== 'locations') fail();
      said = attributes;
    } else if (name === 'location') {
      place = { longitude: attributes.longitude ?? '', latitude: attributes.latitude ?? '' };
    }
    open.push(name);
  });
  parser.on('text', heard);
  parser.on('cdata', heard);
  parser.on('closetag', ({ name }) => {
    open.pop();
    if (name !== 'location' || place === null) return;
    arrived(place);
    place = null;
  });
  try {
    parser.write(text);
    brokenOff = true;
    parser.close();
    brokenOff = false;
  } catch {
    // Also a RangeError of the parser, where a file breaks off within a processing instruction.
    whole = false;
  }
  if (said === null) return null;
  const word = (key: string) => (said?.[key] ?? '').trim().slice(0, LONGEST_SAID);
  return {
    ...{ points, noFix, bad, whole, brokenOff },
    said: {
      ...{ usrName: word('usrName'), policeNum: word('policeNum'), devNum: word('devNum') },
      ...{ videoDuration: word('videoDuration'), beginTime: word('beginTime'), endTime: word('endTime') },
    },
  };
}

function degrees(text: string, most: number): number | null {
  const trimmed = text.trim();
  const value = DEGREES.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Math.abs(value) <= most ? value : null;
}

const EARTH_METRES = 6_371_008.8;
const radians = (angle: number) => (angle * Math.PI) / 180;

/** Great-circle length of the way through these places, metres (haversine on the mean radius, IUGG). */
export function lengthMetres(points: GpsTrack['points']): number {
  let sum = 0;
  for (let i = 1; i < points.length; i += 1) {
    const [[x0 = 0, y0 = 0] = [], [x1 = 0, y1 = 0] = []] = [points[i - 1], points[i]];
    const half = (a: number, b: number) => Math.sin(radians(b - a) / 2) ** 2;
    const h = half(y0, y1) + Math.cos(radians(y0)) * Math.cos(radians(y1)) * half(x0, x1);
    sum += 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
  }
  return sum;
}

/** At most `most` of them, begin and end among them, evenly chosen: what can be drawn. */
export function thinned<T>(points: readonly T[], most: number): T[] {
  if (points.length <= most) return [...points];
  const step = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => points[Math.round(i * step)] as T);
}
