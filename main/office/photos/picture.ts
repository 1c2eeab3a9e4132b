/** What the head of a picture says of it. */
export interface PictureHead {
  readonly type: 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
  /** Carries data besides the picture that cameras and programs put there: place, device, owner (EXIF, XMP, IPTC, text). */
  readonly chatter: boolean;
  /** Ends where a picture of its kind ends. */
  readonly whole: boolean;
  /** Holds its end; telephones write data of their own behind it (motion pictures, maker's notes). */
  readonly ended: boolean;
}

const PNG = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex');
/** Chunks that say how the picture looks; every other one is chatter. */
const PNG_LOOK = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'gAMA',
  'cHRM',
  'sRGB',
  'sBIT',
  'pHYs',
  'iCCP',
  'cICP',
]);

/**
 * Reads the head of a JPEG (ITU-T T.81 B.1) or a PNG (ISO/IEC 15948); null when it is neither or has no size. Pure;
 * never reads beyond the bytes.
 */
export function pictureHead(bytes: Uint8Array): PictureHead | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.subarray(0, 8).equals(PNG)) return pngHead(file);
  return file.length > 4 && file.readUInt16BE(0) === 0xffd8 ? jpegHead(file) : null;
}

function jpegHead(file: Buffer): PictureHead | null {
  let at = 2;
  let size: { width: number; height: number } | null = null;
  let chatter = false;
  while (at + 4 <= file.length) {
    if (file.readUInt8(at) !== 0xff) return null;
    const marker = file.readUInt8(at + 1);
    // Filling bytes before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = file.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > file.length) return null;
    // SOF0 … SOF15 without DHT, JPG and DAC.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      if (length < 8) return null;
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    }
    // JFIF, the colour profile and Adobe's colour mark say how it looks.
    const name = file.toString('latin1', at + 4, at + 15);
    const look =
      (marker === 0xe0 && name.startsWith('JFIF\0')) ||
      (marker === 0xe2 && name.startsWith('ICC_PROFILE')) ||
      (marker === 0xee && name.startsWith('Adobe'));
    if ((marker >= 0xe0 && marker <= 0xef && !look) || marker === 0xfe) chatter = true;
    if (marker === 0xda) break;
    at += 2 + length;
  }
  if (size === null || size.width === 0 || size.height === 0) return null;
  const whole = at + 4 <= file.length && file.readUInt16BE(file.length - 2) === 0xffd9;
  return { type: 'image/jpeg', ...size, chatter, whole, ended: endsAfterScan(file, at) };
}

/** Whether EOI follows the scans that begin with the SOS at `at`: a marker stands in no scan (T.81 B.1.1.5). */
function endsAfterScan(file: Buffer, at: number): boolean {
  let next = at;
  while (next + 4 <= file.length) {
    next = file.indexOf(0xff, next + 2 + file.readUInt16BE(next + 2));
    // Stuffed bytes and restarts belong to the scan; 0xff before a marker is filling.
    while (next !== -1 && isOfScan(file[next + 1])) next = file.indexOf(0xff, next + (file[next + 1] === 0xff ? 1 : 2));
    if (next === -1) return false;
    if (file[next + 1] === 0xd9) return true;
  }
  return false;
}

const isOfScan = (marker = 0x00): boolean => marker === 0x00 || marker === 0xff || (marker >= 0xd0 && marker <= 0xd7);

function pngHead(file: Buffer): PictureHead | null {
  if (file.length < 33 || file.toString('latin1', 12, 16) !== 'IHDR') return null;
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  if (width === 0 || height === 0 || width > 65_535 || height > 65_535) return null;
  let chatter = false;
  let ended = false;
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    if (!PNG_LOOK.has(file.toString('latin1', at + 4, at + 8))) chatter = true;
    ended ||= file.subarray(at, at + 12).equals(PNG_END);
  }
  return { type: 'image/png', width, height, chatter, whole: file.subarray(-12).equals(PNG_END), ended };
}
