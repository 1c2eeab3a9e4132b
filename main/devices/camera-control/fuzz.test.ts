import { expect, test } from '@jest/globals';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import { type Call, decodeAnswer, LineCutter } from './messages.ts';

const CALLS: readonly [Call, ...Call[]] = [
  'Init_Device',
  'GetIDCode',
  'GetZFYInfo',
  'WriteZFYInfo',
  'SyncDevTime',
  'SetMSDC',
  'ReadDeviceBatteryDumpEnergy',
  'UnInit_Device',
];
/** hardware.md 4.4: which results each function has; written down a second time. */
const RESULTS: Record<Call, string> = {
  Init_Device: '1 2',
  GetIDCode: '1 2',
  GetZFYInfo: '1 2',
  WriteZFYInfo: '2 3 4',
  SyncDevTime: '2 4 5 6',
  SetMSDC: '2 4 7 8',
  ReadDeviceBatteryDumpEnergy: '1 2',
  UnInit_Device: '1 2',
};
const INFO = { serial: '8888888', userNo: '123456', userName: '王建国', unitNo: '330000000001', unitName: '青溪镇' };
const DATA = [
  {},
  { busy: true },
  { idCode: 'HACH8' },
  { battery: 87 },
  { battery: 101 },
  { info: INFO, deviceTime: '2026-01-29T20:55:47' },
  { info: { ...INFO, serial: '88888888' } },
  { info: INFO, deviceTime: '2026-01-29 20:55' },
] as const;
const WILD = ['"', '{', '}', ',', ':', 'null', '-1', '1e9', '\\u0000', '录', '[]', '9', ' '] as const;

/** An answer as a helper sends it, whole or with what breaks on the way. */
function answer(dice: Dice, id: number): string {
  const call = dice.pick(CALLS);
  let line = JSON.stringify({ id: id + dice.below(2), call, result: dice.below(10), ...dice.pick(DATA) });
  for (let n = dice.below(3); n > 0; n -= 1) {
    const at = dice.below(line.length);
    const way = dice.below(4);
    if (way === 0) line = line.slice(0, at) + dice.pick(WILD) + line.slice(at);
    else if (way === 1) line = line.slice(0, at) + line.slice(at + 1);
    else if (way === 2) line = line.slice(0, at);
    else line = line.slice(0, at) + dice.bytes(dice.below(6)).toString('latin1') + line.slice(at);
  }
  return line.replaceAll('\n', ' ');
}

/** An accepted answer is the one that was asked for, and says what this function may say. */
function insistAnswer(line: string, id: number, call: Call, result: unknown): void {
  const told = JSON.parse(line);
  const data = told.result === 2 || told.busy === true ? null : told;
  const right =
    told.id === id &&
    told.call === call &&
    (told.busy === true
      ? result === 'busy'
      : result === told.result && RESULTS[call].split(' ').includes(`${result}`)) &&
    (data === null || call !== 'ReadDeviceBatteryDumpEnergy' || (data.battery >= 0 && data.battery <= 100)) &&
    (data === null || call !== 'GetIDCode' || data.idCode.length <= 5) &&
    (data === null || call !== 'GetZFYInfo' || data.info.serial.length <= 7);
  if (!right) throw new Error(`accepted for ${call} ${id}: ${JSON.stringify(line)}`);
}

test(`fuzz: ${FUZZ} spoilt answers of a camera helper: none accepted that was not asked for, none throws, however it is cut`, () => {
  const dice = new Dice(20_261_124);
  const whole = new LineCutter();
  const cut = new LineCutter();
  let accepted = 0;
  let refused = 0;
  for (let i = 0; i < FUZZ; i++) {
    const id = dice.below(3);
    const lines = Array.from({ length: 1 + dice.below(2) }, () => answer(dice, id));
    const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const got = whole.push(bytes);
    const pieces = dice.cut(bytes).flatMap((piece) => cut.push(piece));
    if (got.join('\n') !== pieces.join('\n')) throw new Error(`differs when cut: ${JSON.stringify(lines)}`);
    const call = dice.pick(CALLS);
    for (const line of got) {
      const read = decodeAnswer(line, id, call);
      if (read === null) refused += 1;
      else {
        insistAnswer(line, id, call, read.result);
        accepted += 1;
      }
    }
  }
  expect(accepted).toBeGreaterThan(FUZZ / 200);
  expect(refused).toBeGreaterThan(FUZZ / 20);
});

test('fuzz: a helper that never ends its line fills no memory, and is heard again after it', () => {
  const dice = new Dice(20_261_125);
  const cutter = new LineCutter();
  for (let i = 0; i < 2000; i++) {
    expect(cutter.push(dice.bytes(4000).map((byte) => (byte === 10 ? 32 : byte)))).toEqual([]);
    expect(cutter.held).toBeLessThanOrEqual(4096);
  }
  expect(cutter.push(Buffer.from('\n{"id":1}\n'))).toEqual(['{"id":1}']);
});
