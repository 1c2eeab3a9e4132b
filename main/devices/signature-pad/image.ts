import { Report } from './reports.ts';

/** Data bytes of one block with reports of 256 bytes; the STU-540 would take more, and takes this too. */
const BLOCK = 253;

/** Values of report 25 and of the capability's flag byte. hardware.md §2.1. */
const ENCODINGS = [
  { flag: 0x02, mode: 0 },
  { flag: 0x04, mode: 2 },
  { flag: 0x08, mode: 4 },
] as const;
type Mode = (typeof ENCODINGS)[number]['mode'];

/** Bytes of a black-and-white picture: one bit a pixel, 1 = black, leftmost pixel highest, rows filled to a byte. */
export const pictureLength = (width: number, height: number): number => Math.ceil(width / 8) * height;

/** The smallest encoding the pad takes; an old pad that says nothing takes one bit a pixel. */
export function chooseMode(encodings: number): Mode {
  return ENCODINGS.find(({ flag }) => (encodings & flag) !== 0)?.mode ?? 0;
}

/**
 * The picture as the pad wants it. 1-bit: 1 is white. 16-bit: 5-6-5, high byte first. 24-bit: blue, green, red.
 * @throws Error when the picture has not the size of the screen: a bug of the caller
 */
export function encodePicture(picture: Uint8Array, width: number, height: number, mode: Mode): Buffer {
  if (picture.length !== pictureLength(width, height)) throw new Error('the picture does not fit the screen');
  if (mode === 0) return Buffer.from(picture.map((byte) => ~byte & 0xff));
  const size = mode === 2 ? 2 : 3;
  const row = Math.ceil(width / 8);
  const pixels = Buffer.alloc(width * height * size, 0xff);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const black = ((picture[y * row + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
      if (black) pixels.fill(0, (y * width + x) * size, (y * width + x + 1) * size);
    }
  return pixels;
}

/** The reports that carry a picture to the pad and show it: start, blocks of equal length, end. */
export function* imageReports(data: Uint8Array, mode: Mode): Generator<Buffer> {
  yield Buffer.of(Report.startImage, mode);
  for (let at = 0; at < data.length; at += BLOCK) {
    const part = data.subarray(at, at + BLOCK);
    const block = Buffer.alloc(3 + BLOCK);
    block.writeUInt8(Report.imageBlock, 0);
    block.writeUInt16LE(part.length, 1);
    block.set(part, 3);
    yield block;
  }
  yield Buffer.of(Report.endImage, 0);
}
