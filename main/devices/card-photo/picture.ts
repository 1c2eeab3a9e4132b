/** The compressed photo of a card (GA 467) and the picture that it becomes. hardware.md §1.10 */
export const PHOTO = { width: 102, height: 126, bits: 24 } as const;

const HEADER_BYTES = 54;
/** 102 × 3 bytes and two of padding. */
const ROW_BYTES = 308;
/** The only length that such a picture can have: 38 862 bytes. */
export const PICTURE_BYTES = HEADER_BYTES + PHOTO.height * ROW_BYTES;

/**
 * The picture that a decoder wrote, under a header of our own: the rows and nothing else of a foreign program reach the
 * window. Null for anything but one uncompressed BMP (BITMAPINFOHEADER) of 102 × 126 pixels and 24 bits in 38 862 bytes.
 * A negative height is a picture that begins with its top row. The file size, the image size, the resolution and the
 * colours of the header say nothing that is not known, and are written wrongly by some programs: they are not looked at.
 */
export function pictureFrom(written: Buffer): Buffer | null {
  if (written.length !== PICTURE_BYTES || written.toString('latin1', 0, 2) !== 'BM') return null;
  const height = written.readInt32LE(22);
  const is =
    written.readUInt32LE(10) === HEADER_BYTES &&
    written.readUInt32LE(14) === 40 &&
    written.readInt32LE(18) === PHOTO.width &&
    Math.abs(height) === PHOTO.height &&
    written.readUInt16LE(26) === 1 &&
    written.readUInt16LE(28) === PHOTO.bits &&
    written.readUInt32LE(30) === 0;
  if (!is) return null;
  return Buffer.concat([headerOf(height), written.subarray(HEADER_BYTES)]);
}

function headerOf(height: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('BM', 'latin1');
  header.writeUInt32LE(PICTURE_BYTES, 2);
  header.writeUInt32LE(HEADER_BYTES, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(PHOTO.width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(PHOTO.bits, 28);
  header.writeUInt32LE(PICTURE_BYTES - HEADER_BYTES, 34);
  return header;
}
