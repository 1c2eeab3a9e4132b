import type { Quad } from '../../preload/contract/photos.ts';

/** The picture of a document camera, in pixels, and where the corners of the sheet are in it, from the upper left. */
export const SIZE = { width: 320, height: 240 };
export const CORNERS: Quad = [
  { x: 85, y: 30 },
  { x: 227, y: 37 },
  { x: 250, y: 215 },
  { x: 65, y: 207 },
];
