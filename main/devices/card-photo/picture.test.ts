import { expect, test } from '@jest/globals';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import { PICTURE_BYTES, pictureFrom } from './picture.ts';

/** A good picture, byte for byte as the format wants it, and not by the code that is tested. */
function good(): Buffer {
  const header =
    '424dce970000000000003600000028000000660000007e00000001001800000000009897000000000000000000000000000000000000';
  const rows = Buffer.alloc(126 * 308);
  for (let i = 0; i < rows.length; i += 1) rows[i] = (i * 31) & 0xff;
  return Buffer.concat([Buffer.from(header, 'hex'), rows]);
}
const changed = (at: number, ...bytes: number[]): Buffer => {
  const picture = good();
  Buffer.from(bytes).copy(picture, at);
  return picture;
};

test('a good picture comes through as it is', () => {
  expect(PICTURE_BYTES).toBe(38_862);
  expect(good()).toHaveLength(38_862);
  expect(pictureFrom(good())).toEqual(good());
});

test('a picture that begins with its top row stays one', () => {
  const upright = changed(22, 0x82, 0xff, 0xff, 0xff);
  expect(pictureFrom(upright)).toEqual(upright);
});

test('what says nothing new of the picture is not looked at and not handed on', () => {
  for (const at of [2, 6, 34, 38, 42, 46, 50])
    expect({ at, same: pictureFrom(changed(at, 0xde, 0xad, 0xbe, 0xef))?.equals(good()) }).toEqual({ at, same: true });
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['one byte too short', good().subarray(0, -1)],
  ['one byte too long', Buffer.concat([good(), Buffer.alloc(1)])],
  ['another kind of file', changed(0, 0x89, 0x50)],
  ['rows elsewhere', changed(10, 58)],
  ['an old header', changed(14, 12)],
  ['a long header', changed(14, 124)],
  ['another width', changed(18, 103)],
  ['a negative width', changed(18, 0x9a, 0xff, 0xff, 0xff)],
  ['another height', changed(22, 125)],
  ['no plane', changed(26, 0)],
  ['32 bits', changed(28, 32)],
  ['compressed', changed(30, 1)],
])('%s is no picture', (_, written) => {
  expect(pictureFrom(written)).toBeNull();
});

/** The bytes of the header that say what picture it is; the others may be anything. */
const TELLING = [0, 1, ...range(10, 34)];
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
const UPRIGHT = Buffer.of(0x82, 0xff, 0xff, 0xff);

test(`fuzz: of ${FUZZ} damaged pictures only those with every telling byte right are pictures, and none throws`, () => {
  const dice = new Dice(20_261_122);
  const model = good();
  const work = good();
  let pictures = 0;
  for (let n = 0; n < FUZZ; n += 1) {
    const touched = [22, 23, 24, 25];
    for (let k = dice.below(4); k > 0; k -= 1) {
      const at = dice.below(dice.pick([54, 54, PICTURE_BYTES]));
      work[at] = dice.below(256);
      touched.push(at);
    }
    if (dice.below(50) === 0) UPRIGHT.copy(work, 22);
    const length = dice.below(8) === 0 ? dice.below(PICTURE_BYTES + 1) : PICTURE_BYTES;
    const written = work.subarray(0, length);
    const upright = written.length > 26 && UPRIGHT.equals(written.subarray(22, 26));
    const right = TELLING.every((at) => (upright && at >= 22 && at < 26) || written[at] === model[at]);
    const picture = pictureFrom(written);
    const same = picture?.subarray(54).equals(written.subarray(54));
    for (const at of touched) work[at] = model[at] ?? 0;
    if ((picture !== null) !== (length === PICTURE_BYTES && right)) throw new Error(`input ${n} was judged wrongly`);
    if (picture === null) continue;
    pictures += 1;
    if (!same) throw new Error(`input ${n} came out with other rows`);
  }
  for (let n = 0; n < FUZZ / 10; n += 1) expect(pictureFrom(dice.bytes(dice.below(4096)))).toBeNull();
  expect(pictures).toBeGreaterThan(FUZZ / 10);
}, 600_000);
