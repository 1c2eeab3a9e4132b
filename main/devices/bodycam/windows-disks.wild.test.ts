import { expect, test } from '@jest/globals';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import { parseDisks } from './windows-disks.ts';

const VALUES = [
  null,
  0,
  2,
  -1,
  1e308,
  true,
  '',
  'E:',
  'e:',
  'é:',
  'E',
  'E:\\',
  '\\\\nas\\x',
  {},
  [],
  [[]],
  'BWC1234567',
  '记录仪',
];
const KEYS = ['DeviceID', 'DriveType', 'VolumeName', 'VolumeSerialNumber', '__proto__', 'constructor'] as const;

/** What PowerShell may write, and what else may stand there. */
function listing(dice: Dice): unknown {
  const one = (): unknown => {
    if (dice.below(8) === 0) return VALUES[dice.below(VALUES.length)];
    const letter = String.fromCharCode(65 + dice.below(26));
    const disk: Record<string, unknown> = {
      ...{
        DeviceID: `${letter}:`,
        DriveType: dice.below(7),
        VolumeName: dice.bytes(dice.below(12)).toString('latin1'),
      },
      VolumeSerialNumber: dice.below(0xffff_ffff).toString(16),
    };
    if (dice.below(3) === 0)
      Object.defineProperty(disk, dice.pick(KEYS), { value: VALUES[dice.below(VALUES.length)], enumerable: true });
    return disk;
  };
  return dice.below(6) === 0 ? one() : Array.from({ length: dice.below(5) }, one);
}

function damaged(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  switch (dice.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + dice.bytes(1 + dice.below(6)).toString('utf8') + text.slice(at);
    case 2:
      return text + text;
    case 3:
      return `\uFEFF${text}`;
    default:
      return text;
  }
}

test('whatever PowerShell writes: drives as they are, or nothing; never an error', () => {
  const dice = new Dice(20_261_123);
  let told = 0;
  for (let input = 0; input < FUZZ; input += 1) {
    const line = damaged(JSON.stringify(listing(dice)) ?? '', dice);
    const disks = parseDisks(line);
    for (const disk of disks ?? []) {
      const { drive, label, serial, removable } = disk;
      const good =
        Object.keys(disk).length === 4 &&
        /^[A-Z]:$/.test(drive) &&
        typeof label === 'string' &&
        serial !== null &&
        serial !== '' &&
        serial === serial.toUpperCase() &&
        typeof removable === 'boolean';
      if (!good) throw new Error(`input ${input}: ${line} read as ${JSON.stringify(disk)}`);
      told += 1;
    }
  }
  expect(told).toBeGreaterThan(FUZZ / 2);
});

test('depth and length end in nothing, not in an error', () => {
  for (const line of ['['.repeat(1e6), '{"DeviceID":'.repeat(1e5), `"${'x'.repeat(1e6)}"`, '9'.repeat(1e6)])
    expect(parseDisks(line)).toBeNull();
  expect(parseDisks(`[${'null,'.repeat(1e5)}null]`)).toEqual([]);
});
