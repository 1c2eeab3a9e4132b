import type { Quad, Turn } from '../../preload/contract/photos.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import type { Shot } from './camera.ts';
import { guessSheet } from './edge-guess.ts';
import { jpegOf, pixelsOf } from './picture.ts';
import { isSheet, type Size, wholeOf } from './quad.ts';
import { laidFlat, type Pixels } from './warp.ts';

/** Longer side of the picture in which corners are moved about and the result is shown. */
const PREVIEW = 720;

/** A picture that was taken and waits for its corners. */
export interface Taken extends Shot {
  readonly size: Size;
  readonly url: string;
  /** The same in small. */
  readonly preview: Pixels;
  readonly camera: string;
  readonly at: number;
  /** Whether an edge was found, or the whole picture stands in. */
  readonly found: boolean;
  readonly corners: Quad;
}

/** A page that was accepted. */
export interface AcceptedPage extends Omit<Taken, 'preview' | 'found'> {
  readonly id: string;
  readonly turn: Turn;
  readonly crop: Blob;
  readonly cropUrl: string;
}

/** Refuses CAM-107. */
export async function lookAt(shot: Shot, camera: string, at: number): Promise<Taken> {
  const pixels = await pixelsOf(shot.blob);
  const { width, height } = pixels;
  const guess = guessSheet(pixels);
  const preview = await pixelsOf(shot.blob, PREVIEW);
  return {
    ...shot,
    ...{ size: { width, height }, preview, camera, at },
    url: URL.createObjectURL(shot.blob),
    found: guess !== null,
    corners: guess ?? wholeOf({ width, height }),
  };
}

/** What the crop will look like, in small; null while the corners are no sheet. */
export function shownFlat({ preview, size }: Taken, corners: Quad, turn: Turn): Pixels | null {
  const scale = preview.width / size.width;
  const small = corners.map(({ x, y }) => ({ x: x * scale, y: y * scale })) as Quad;
  return isSheet(small) ? laidFlat(preview, small, turn) : null;
}

/** Cuts the page out in full size. Refuses CAM-107, CAM-109. */
export async function accepted(taken: Taken, corners: Quad, turn: Turn): Promise<AcceptedPage> {
  const flat = isSheet(corners) ? laidFlat(await pixelsOf(taken.blob), corners, turn) : null;
  if (flat === null) {
    throw new Refusal('CAM-109', '四个角围不成一张纸，没有裁剪。请把四个角拖到纸的四角，或点「整幅」。');
  }
  const crop = await jpegOf(flat);
  const { preview: _, found: __, ...kept } = taken;
  return { ...kept, id: crypto.randomUUID(), corners, turn, crop, cropUrl: URL.createObjectURL(crop) };
}

export function forget(page: Pick<AcceptedPage, 'url' | 'cropUrl'>): void {
  URL.revokeObjectURL(page.url);
  URL.revokeObjectURL(page.cropUrl);
}
