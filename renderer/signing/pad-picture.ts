import { PAD_ACTS, type PadLayout } from '../../preload/contract/pad.ts';

/** Darker than this (0–255) is black on the pad. Above the middle, so that thin strokes of small type stay whole. */
const BLACK_BELOW = 150;
/** Signs that do not begin a line. */
const CLOSING = /[，。、；：！？）】」』》〉”’]/;
const MORE = '……（全文见屏幕）';

/** One bit a pixel of an RGBA picture: 1 = black, leftmost pixel highest, rows filled to a byte. */
export function packBits(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const row = Math.ceil(width / 8);
  const bits = new Uint8Array(row * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const light = 0.3 * (rgba[at] ?? 255) + 0.59 * (rgba[at + 1] ?? 255) + 0.11 * (rgba[at + 2] ?? 255);
      if (light < BLACK_BELOW) bits[y * row + (x >> 3)] = (bits[y * row + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  return bits;
}

/** Breaks words into lines of a width; what does not fit into `room` lines ends with a note where the rest stands. */
export function linesOf(words: string, width: number, room: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of words.split(/\n+/)) {
    let line = '';
    for (const character of paragraph.replace(/\s+/g, ' ').trim()) {
      if (line !== '' && widthOf(line + character) > width) {
        const carried = CLOSING.test(character) ? ([...line].at(-1) ?? '') : '';
        lines.push(line.slice(0, line.length - carried.length));
        line = carried;
      }
      line += character;
    }
    if (line !== '') lines.push(line);
  }
  if (lines.length <= room) return lines;
  const shown = lines.slice(0, Math.max(1, room));
  let last = shown.pop() ?? '';
  while (last !== '' && widthOf(last + MORE) > width) last = [...last].slice(0, -1).join('');
  return [...shown, last + MORE];
}

/** What the signer sees on the pad: who signs what, the field, the three buttons. Base64 for the office. */
export function padPicture(layout: PadLayout, words: string): string {
  const { width, height, summary, field, buttons } = layout;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  const face = getComputedStyle(document.body).fontFamily;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#000';
  const size = Math.max(13, Math.min(24, Math.round(height / 14)));
  context.font = `${size}px ${face}`;
  context.textBaseline = 'top';
  const step = Math.round(size * 1.22);
  const room = Math.floor((summary.height - 2) / step);
  linesOf(words, summary.width - 8, room, (text) => context.measureText(text).width).forEach((line, i) => {
    context.fillText(line, summary.x + 4, summary.y + 2 + i * step);
  });
  // Just outside of the field: what lies in it is wiped by 重签.
  context.fillRect(field.x, field.y - 1, field.width, 1);
  context.fillRect(field.x, field.y + field.height, field.width, 1);
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  for (const { act, box } of buttons) {
    const main = act === 'confirm';
    const place = [box.x + 3, box.y + 4, box.width - 6, box.height - 7] as const;
    context.lineWidth = 2;
    if (main) context.fillRect(...place);
    else context.strokeRect(...place);
    context.fillStyle = main ? '#fff' : '#000';
    context.font = `bold ${Math.min(28, Math.round(box.height * 0.52))}px ${face}`;
    context.fillText(PAD_ACTS[act], box.x + box.width / 2, box.y + box.height / 2 + 1);
    context.fillStyle = '#000';
  }
  const bits = packBits(context.getImageData(0, 0, width, height).data, width, height);
  return btoa(Array.from(bits, (byte) => String.fromCharCode(byte)).join(''));
}
