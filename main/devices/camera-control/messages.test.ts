import { expect, test } from '@jest/globals';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import { type Call, decodeAnswer, encodeCall, fromLocal, LineCutter, toLocal } from './messages.ts';

const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const INFO = { serial: '1234567', userNo: '330101', userName: '陈执法', unitNo: '330602000000', unitName: '青溪镇' };
const GOOD: Record<Call, object> = {
  Init_Device: { result: 1 },
  GetIDCode: { result: 1, idCode: 'HACH8' },
  GetZFYInfo: { result: 1, info: INFO, deviceTime: '2026-01-29T20:55:47' },
  WriteZFYInfo: { result: 3 },
  SyncDevTime: { result: 5 },
  SetMSDC: { result: 7 },
  ReadDeviceBatteryDumpEnergy: { result: 1, battery: 76 },
  UnInit_Device: { result: 1 },
};
const CALLS = Object.keys(GOOD) as [Call, ...Call[]];
const line = (call: Call, id: number, more: object = GOOD[call]) => JSON.stringify({ id, call, ...more });

test('one line a call, one line an answer', () => {
  expect(encodeCall(7, 'SyncDevTime', { password: '000000', time: '2026-11-20T09:00:00' }).toString()).toBe(
    '{"id":7,"call":"SyncDevTime","password":"000000","time":"2026-11-20T09:00:00"}\n',
  );
  for (const call of CALLS) expect(decodeAnswer(line(call, 3), 3, call)).not.toBeNull();
  expect(decodeAnswer(line('GetZFYInfo', 3), 3, 'GetZFYInfo')).toEqual({
    result: 1,
    data: { info: INFO, deviceTime: '2026-01-29T20:55:47' },
  });
  expect(decodeAnswer(line('SetMSDC', 3, { busy: true }), 3, 'SetMSDC')).toEqual({ result: 'busy' });
  expect(decodeAnswer(line('GetIDCode', 3, { result: 2 }), 3, 'GetIDCode')).toEqual({ result: 2, data: null });
});

test.each<[string, Call, object]>([
  ['a result of another function', 'SetMSDC', { result: 5 }],
  ['a result outside 1 … 8', 'Init_Device', { result: 9 }],
  ['no result', 'Init_Device', {}],
  ['a battery above full', 'ReadDeviceBatteryDumpEnergy', { result: 1, battery: 101 }],
  ['a battery that is no number', 'ReadDeviceBatteryDumpEnergy', { result: 1, battery: '76' }],
  ['a device number of eight', 'GetZFYInfo', { result: 1, info: { ...INFO, serial: '12345678' } }],
  ['a time that is none', 'GetZFYInfo', { result: 1, info: INFO, deviceTime: 'yesterday' }],
  ['no data', 'GetIDCode', { result: 1 }],
])('no answer: %s', (_, call, more) => {
  expect(decodeAnswer(line(call, 3, more), 3, call)).toBeNull();
});

test('local time of a camera there and back', () => {
  expect(toLocal(Date.parse('2026-01-29T12:55:47.900Z'))).toBe('2026-01-29T20:55:47');
  expect(fromLocal('2026-01-29T20:55:47')).toBe(Date.parse('2026-01-29T12:55:47Z'));
  expect(fromLocal('2026-13-29T20:55:47')).toBeNull();
});

test('lines come out however they are cut; one without an end is dropped and costs no memory', () => {
  const cutter = new LineCutter();
  expect(cutter.push(Buffer.from('{"a":1}\r\n\n{"b":"陈'))).toEqual(['{"a":1}']);
  expect(cutter.push(Buffer.from('执法"}\n'))).toEqual(['{"b":"陈执法"}']);
  for (let n = 0; n < 100; n += 1) expect(cutter.push(Buffer.alloc(1000, 0x61))).toEqual([]);
  expect(cutter.held).toBeLessThanOrEqual(4096);
  expect(cutter.push(Buffer.from('tail\n{"c":1}\n'))).toEqual(['{"c":1}']);
});

/** A good answer changed so that it is none to this call: another id, another call, half, glued, flipped, or noise. */
function broken(dice: Dice, call: Call): Buffer {
  const other = dice.pick(CALLS);
  const text = line(other === call ? 'Init_Device' : other, 3);
  switch (dice.below(6)) {
    case 0:
      return Buffer.from(`${line(call, 4 + dice.below(1000))}\n`);
    case 1:
      return Buffer.from(`${text.replace(other, `${other}x`)}\n`);
    case 2: {
      const whole = line(call, 3);
      return Buffer.from(`${whole.slice(0, dice.below(whole.length))}\n`);
    }
    case 3:
      return Buffer.from(`${line(call, 3)}${line(call, 3)}\n`);
    case 4:
      return Buffer.from(`${line(call, 3, { result: 9 + dice.below(90), data: dice.bytes(20).toString('hex') })}\n`);
    default:
      return Buffer.concat([dice.bytes(dice.below(200)), Buffer.from('\n')]);
  }
}

test(`${FUZZ} broken answers: none taken, none throws, memory bounded; good ones between them all come out`, () => {
  const dice = new Dice(SEED);
  let good = 0;
  for (let n = 0; n < FUZZ; n += 1) {
    const call = dice.pick(CALLS);
    const cutter = new LineCutter();
    const withGood = dice.below(4) === 0;
    const stream = Buffer.concat([broken(dice, call), ...(withGood ? [Buffer.from(`${line(call, 3)}\n`)] : [])]);
    const taken = dice
      .cut(stream)
      .flatMap((chunk) => cutter.push(chunk))
      .filter((one) => decodeAnswer(one, 3, call) !== null);
    if (taken.length !== (withGood ? 1 : 0) || cutter.held > 4096) throw new Error(`input ${n}: ${stream.toString()}`);
    good += taken.length;
  }
  expect(good).toBeGreaterThan(FUZZ / 8);
});
