import { join } from 'node:path';
import type { Quad } from '../../preload/contract/photos.ts';

const folder = join(import.meta.dirname, '../../node_modules/.cache/usb-bench/window');
/** The page that reads the document camera, in one file; lay-out.ts makes both. */
export const PAGE = join(folder, 'page.js');
/** What lies under the document camera, a JPEG, and where the corners of the sheet are in it, from the upper left. */
export const SHEET = join(folder, 'sheet.jpg');
export const SIZE = { width: 640, height: 480 };
export const CORNERS: Quad = [
  { x: 170, y: 60 },
  { x: 455, y: 75 },
  { x: 500, y: 430 },
  { x: 130, y: 415 },
];
