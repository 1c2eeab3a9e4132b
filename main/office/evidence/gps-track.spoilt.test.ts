import { expect, test } from '@jest/globals';
import { Dice } from '../../devices/testing/dice.ts';
import { FUZZ } from '../../devices/testing/random.ts';
import { MOST_POINTS, readTrack } from './gps-track.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122);
const place = (n: number) =>
  `<location id="${n}"><longitude>120.58${n}1</longitude><latitude>30.05${n}2</latitude></location>`;
const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<locations usrName="王芳" devNum="1234567" beginTime="2026-01-29 20:55:47">';
const GOOD = [
  `${HEAD}\n${[1, 2, 3].map(place).join('\n')}\n</locations>`,
  `${HEAD}<location id="1" longitude="120.5" latitude="30.1"/><!-- x --><location id="2"><longitude><![CDATA[120.6]]></longitude><latitude>30.2</latitude></location></locations>`,
  `\ufeff<locations devNum='&#x41;&amp;'><location id='1'><latitude> 0 </latitude><longitude>0</longitude></location></locations>`,
] as const;
const WILD = [
  ...['<', '>', '/>', '</', '&', '&amp;', '&#0;', '&#x110000;', '&lol9;', '"', "'", '=', ' ', '\u0000', '\ufeff', '🎥'],
  ...['<!DOCTYPE l [<!ENTITY a "aaaa">]>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '<location id="9">'],
  ...['</location>', '</locations>', '<locations>', '<longitude>', '999', '-181', '1e5', 'NaN', '0x10', '.', '-'],
] as const;

/** A good file with pieces put in, taken out, doubled, mixed with another, or noise. */
function broken(dice: Dice): string {
  let text: string = dice.pick(GOOD);
  for (let n = dice.below(5); n > 0; n -= 1) {
    const at = dice.below(text.length + 1);
    const piece = dice.pick(WILD as unknown as [string, ...string[]]);
    const way = dice.below(6);
    if (way === 0) text = text.slice(0, at) + piece + text.slice(at);
    else if (way === 1) text = text.slice(0, at) + text.slice(at + 1 + dice.below(12));
    else if (way === 2) text = text.slice(0, at) + piece + text.slice(at + piece.length);
    else if (way === 3) text = text.slice(0, at) + dice.pick(GOOD).slice(dice.below(80));
    else if (way === 4) text = text.slice(0, at) + piece.repeat(dice.below(40)) + text.slice(at);
    else text = text.slice(0, at);
  }
  return dice.below(20) === 0 ? dice.bytes(dice.below(300)).toString('latin1') : text;
}

test(`${FUZZ} spoilt GPS files: none throws, and nothing is told that is no place on earth`, () => {
  const dice = new Dice(SEED);
  const met = { unreadable: 0, whole: 0, broken: 0 };
  for (let n = 0; n < FUZZ; n += 1) {
    const text = broken(dice);
    const track = readTrack(text);
    met[track === null ? 'unreadable' : track.whole ? 'whole' : 'broken'] += 1;
    if (track === null) continue;
    const onEarth = track.points.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90 && (x !== 0 || y !== 0));
    const all = track.points.length + track.noFix + track.bad;
    const counted = all <= Math.min(MOST_POINTS, text.split('<location').length);
    const said = Object.values(track.said).every((word) => word.length <= 64);
    if (!onEarth || !counted || !said) throw new Error(`input ${n}: ${JSON.stringify(text)}`);
  }
  // All sorts were met, or this shows nothing.
  for (const count of Object.values(met)) expect(count).toBeGreaterThan(FUZZ / 20);
});
