#!/usr/bin/env node
/**
 * Example of a photo decoder (docs/protocols/photo-decoder.md): 1024 bytes from standard input, one BMP to standard
 * output. Only Node (18 or newer).
 *
 * It CANNOT decode the photo of a real card: that compression ("WLT") is secret, and only makers of readers have what
 * decodes it. It shows the drawings that the training cards of this program carry in place of a photo, and ends with
 * status 11 (cannot be decoded) for everything else. A vendor's decoder does the same around its own library.
 */
import { readFileSync } from 'node:fs';

const CANNOT_DECODE = 11;
const WRONG_FORMAT = 14;

const MARK = Buffer.from('WLf演练', 'utf8');
/** Dots of the drawing; each becomes two by two pixels. */
const WIDTH = 51;
const HEIGHT = 63;
/** Grey of each shade: ground, clothes, skin, hair. */
const GREYS = [0xec, 0x6b, 0xcb, 0x3a];

const HEADER_BYTES = 54;
/** Rows of a BMP are padded to a multiple of four bytes. */
const ROW_BYTES = 308;

function dotsOf(photo) {
  const dots = new Uint8Array(WIDTH * HEIGHT);
  let at = 0;
  for (const run of photo.subarray(MARK.length)) {
    const next = at + (run & 0x3f) + 1;
    dots.fill(GREYS[run >> 6], at, next);
    at = next;
    if (at === dots.length) return dots;
    if (at > dots.length) break;
  }
  return null;
}

function bmpOf(dots) {
  const bmp = Buffer.alloc(HEADER_BYTES + 2 * HEIGHT * ROW_BYTES);
  bmp.write('BM', 'latin1');
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(HEADER_BYTES, 10);
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(2 * WIDTH, 18);
  bmp.writeInt32LE(2 * HEIGHT, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(24, 28);
  bmp.writeUInt32LE(bmp.length - HEADER_BYTES, 34);
  for (let y = 0; y < 2 * HEIGHT; y += 1)
    for (let x = 0; x < 2 * WIDTH; x += 1) {
      // A BMP begins with its bottom row.
      const from = HEADER_BYTES + (2 * HEIGHT - 1 - y) * ROW_BYTES + 3 * x;
      bmp.fill(dots[(y >> 1) * WIDTH + (x >> 1)], from, from + 3);
    }
  return bmp;
}

const photo = readFileSync(0);
if (photo.length !== 1024) process.exit(WRONG_FORMAT);
const dots = photo.subarray(0, MARK.length).equals(MARK) ? dotsOf(photo) : null;
if (dots === null) process.exit(CANNOT_DECODE);
process.stdout.write(bmpOf(dots));
