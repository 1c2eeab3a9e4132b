import { expect, test } from '@jest/globals';
import { Dice } from '../../devices/testing/dice.ts';
import { FUZZ } from '../../devices/testing/random.ts';
import { nameReader } from './bodycam-names.ts';
import { SHIPPED_PROFILES } from './shipped-profiles.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const read = nameReader(SHIPPED_PROFILES);
const KEYS = new Set(SHIPPED_PROFILES.map((one) => one.key));
const GOOD = SHIPPED_PROFILES.map((one) => one.example) as [string, ...string[]];
const WILD = [
  '_',
  '-',
  '.',
  '/',
  '\\',
  'IMP',
  '_enc',
  '0',
  '9',
  'Z',
  '录',
  '🎥',
  '\u0000',
  ' ',
  '<',
  '20261399256199',
] as const;

/** A good path with characters changed, cut, doubled, mixed with another, or grown beyond every file system. */
function broken(dice: Dice): string {
  let path = dice.pick(GOOD);
  for (let n = dice.below(5); n > 0; n -= 1) {
    const at = dice.below(path.length + 1);
    const piece = dice.pick(WILD);
    const way = dice.below(5);
    if (way === 0) path = path.slice(0, at) + piece + path.slice(at);
    else if (way === 1) path = path.slice(0, at) + path.slice(at + 1 + dice.below(4));
    else if (way === 2) path = path.slice(0, at) + piece + path.slice(at + piece.length);
    else if (way === 3) path = path.slice(0, at) + dice.pick(GOOD).slice(dice.below(30));
    else path = path.slice(0, at) + piece.repeat(dice.below(60)) + path.slice(at);
  }
  return dice.below(10) === 0 ? dice.bytes(dice.below(80)).toString('latin1') : path;
}

test(`matrix row 11: ${FUZZ} broken names: none throws, and nothing is told that does not stand there`, () => {
  const dice = new Dice(SEED);
  let known = 0;
  for (let n = 0; n < FUZZ; n += 1) {
    const path = broken(dice);
    const said = read(path);
    if (said === null) continue;
    known += 1;
    const there = path.toUpperCase();
    const told = [said.deviceNo, said.officerNo, said.sequence].every((part) => there.includes(part.toUpperCase()));
    const moment = said.startAt === null || new Date(said.startAt).toISOString() === said.startAt;
    const digits = said.startAt === null || /\d{2}/.test(path);
    if (!KEYS.has(said.profile) || !told || !moment || !digits) throw new Error(`input ${n}: ${JSON.stringify(path)}`);
  }
  // Both sorts were met, or this shows nothing.
  expect(known).toBeGreaterThan(FUZZ / 20);
  expect(FUZZ - known).toBeGreaterThan(FUZZ / 20);
});
