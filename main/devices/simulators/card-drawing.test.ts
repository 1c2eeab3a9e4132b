import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CARD_DECK } from '../../../preload/contract/card-deck.ts';
import { pictureFrom } from '../card-photo/picture.ts';
import { drawingOf } from './card-drawing.ts';

const DECODER = join(import.meta.dirname, '../../../resources/photo-decoder/drawing.mjs');
const decoded = (photo: Uint8Array) => spawnSync(process.execPath, [DECODER], { input: photo });

test('every training card carries its own drawing, marked as one, and nothing that could be a preamble', () => {
  const drawings = CARD_DECK.map(drawingOf);
  for (const drawing of drawings) {
    expect(drawing).toHaveLength(1024);
    expect(drawing.toString('utf8', 0, 9)).toBe('WLf演练');
    expect(drawing.includes(Buffer.from('aaaaaa9669', 'hex'))).toBe(false);
  }
  expect(new Set(drawings.map((one) => one.toString('hex'))).size).toBeGreaterThan(4);
});

test.each(CARD_DECK.map((card) => [card.title, card] as const))('the example decoder shows %s', (_, card) => {
  const { status, stdout } = decoded(drawingOf(card));
  expect(status).toBe(0);
  const picture = pictureFrom(stdout);
  expect(picture).toEqual(stdout);
  // Dot by dot: ground at the upper corners, hair above a face, clothes below.
  const grey = (x: number, y: number) => picture?.[54 + (125 - y) * 308 + 3 * x];
  expect([grey(0, 0), grey(101, 0), grey(50, 24), grey(50, 52), grey(50, 124)]).toEqual([0xec, 0xec, 0x3a, 0xcb, 0x6b]);
});

test.each<[string, number, Buffer]>([
  ['the photo of a real card', 11, Buffer.concat([Buffer.from('WLf'), Buffer.alloc(1021, 0x5a)])],
  ['a drawing that is too short', 11, Buffer.concat([Buffer.from('WLf演练'), Buffer.alloc(1015)])],
  ['a drawing that is too long', 11, Buffer.concat([Buffer.from('WLf演练'), Buffer.alloc(1015, 0x3f)])],
  ['half a photo', 14, Buffer.alloc(512)],
  ['nothing', 14, Buffer.alloc(0)],
])('%s is told with status %d, and nothing is written', (_, status, photo) => {
  const run = decoded(photo);
  expect([run.status, run.stdout.length]).toEqual([status, 0]);
});
