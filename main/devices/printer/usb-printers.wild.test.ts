import { expect, test } from '@jest/globals';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import { fieldsOf, looksOf } from './usb-printers.ts';

const KEYS = [
  'MFG',
  'MANUFACTURER',
  'MDL',
  'MODEL',
  'CMD',
  'COMMAND SET',
  'SN',
  'CLS',
  '',
  '__proto__',
  'constructor',
] as const;
const WORDS = ['EPSON', 'TM-T20', 'ESC/POS', 'PCL,PJL', 'a:b', '佳博', ' ', '', '\u0000', 'x'.repeat(300)] as const;
const EMPTY = { maker: '', model: '', commands: '' };

test('whatever a printer says of itself: three texts without a separator, each from its own key; never an error', () => {
  const dice = new Dice(20_261_124);
  let found = 0;
  for (let input = 0; input < FUZZ; input += 1) {
    const parts = Array.from({ length: dice.below(7) }, (): readonly [string, string] => [
      dice.pick(KEYS),
      dice.pick(WORDS),
    ]);
    const whole = parts.map(([key, value]) => `${key}:${value}`).join(';');
    const noise = dice.bytes(dice.below(20)).toString('latin1');
    const at = dice.below(whole.length + 1);
    const kind = dice.below(4);
    const id = kind === 0 ? whole.slice(0, at) + noise + whole.slice(at) : kind === 1 ? whole.slice(0, at) : whole;
    const told = fieldsOf(id);
    for (const text of Object.values(told)) {
      if (text !== text.trim() || text.includes(';') || !id.includes(text))
        throw new Error(`input ${input}: ${JSON.stringify(id)}`);
      if (text !== '') found += 1;
    }
    looksOf(told);
    if (kind < 2) continue;
    const said = (...keys: string[]) =>
      keys.map((key) => parts.findLast(([one]) => one === key)?.[1].trim()).find((value) => value) ?? '';
    const wanted = {
      maker: said('MFG', 'MANUFACTURER'),
      model: said('MDL', 'MODEL'),
      commands: said('CMD', 'COMMAND SET'),
    };
    if (JSON.stringify(told) !== JSON.stringify(wanted))
      throw new Error(`input ${input}: ${id} read as ${JSON.stringify(told)}`);
  }
  expect(found).toBeGreaterThan(FUZZ / 2);
});

test.each(['', ';', ':', ';;;;', ':x;:y', 'MFG', 'MFG:', 'MFG:;MDL:', '\u0000'.repeat(2000)])(
  '%p tells nothing',
  (id) => {
    expect(fieldsOf(id)).toEqual(EMPTY);
  },
);

test('a name of many letters is judged as fast as a short one', () => {
  for (const model of ['XP-'.repeat(50_000), `XP-${'A'.repeat(100_000)}`, 'GP'.repeat(50_000)])
    expect(looksOf({ model, commands: '' })).toBe('unknown');
});
