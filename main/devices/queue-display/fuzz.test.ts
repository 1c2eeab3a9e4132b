import { expect, test } from '@jest/globals';
import type { QueueCall } from '../../../preload/contract/queue-display.ts';
import { Dice } from '../testing/dice.ts';
import { FUZZ } from '../testing/random.ts';
import { decodeCall } from './decode.ts';
import { encodeCall } from './encode.ts';
import { type Board, parseTemplate } from './template.ts';

const TEMPLATES = (
  [
    { template: '{num} {window}\\r\\n', checksum: 'none', encoding: 'gb18030' },
    { template: '<{num}|{window}|{text}>', checksum: 'none', encoding: 'gb18030' },
    { template: '\\x02{num},{window}{cs}\\x03', checksum: 'xor', encoding: 'ascii' },
    { template: '\\xAA\\x55{num}\\x00{text}\\x00{csb}', checksum: 'sum', encoding: 'gb18030' },
  ] as const
).map(parseTemplate) as [Board, ...Board[]];
const WORDS = ['1号窗口', '窗口 12', '请到一号窗口办理', '', '\r\n\u001b@', '𠮷', '|>,', '\ud800', 'A\0B'] as const;

/** Accepted means: exactly what this template writes for this call, and nothing else. */
function insistSame(template: Board, bytes: Buffer, call: QueueCall): void {
  if (!encodeCall(template, call).equals(bytes)) throw new Error(`accepted ${bytes.toString('hex')}`);
  if (!/^[A-Z]?\d{1,6}$/.test(call.number)) throw new Error(`accepted the number ${call.number}`);
  if (/\p{Cc}/u.test(call.window + call.text)) throw new Error('accepted a control character');
}

test(`fuzz: ${FUZZ} messages for a board, spoilt and whole: none spoilt is understood, nothing throws`, () => {
  const dice = new Dice(20_261_124);
  let understood = 0;
  let refused = 0;
  for (let i = 0; i < FUZZ; i++) {
    const template = dice.pick(TEMPLATES);
    const call = { number: `A${dice.below(1000)}`, window: dice.pick(WORDS), text: dice.pick(WORDS) };
    const bytes = encodeCall(template, call);
    const at = dice.below(bytes.length);
    const kind = dice.below(5);
    const sent =
      kind === 0
        ? bytes
        : kind === 1
          ? Buffer.concat([bytes.subarray(0, at), Buffer.of(dice.below(256)), bytes.subarray(at + 1)])
          : kind === 2
            ? Buffer.concat([bytes.subarray(0, at), dice.bytes(dice.below(6)), bytes.subarray(at)])
            : kind === 3
              ? bytes.subarray(0, at)
              : dice.bytes(dice.below(60));
    const got = decodeCall(template, sent);
    if (got === null) refused += 1;
    else {
      insistSame(template, sent, got);
      understood += 1;
    }
  }
  expect(understood).toBeGreaterThan(FUZZ / 10);
  expect(refused).toBeGreaterThan(FUZZ / 3);
});

test('fuzz: what is typed as a template is taken or refused with its code', () => {
  const dice = new Dice(20_261_125);
  const parts = [
    '{num}',
    '{window}',
    '{cs}',
    '{csb}',
    '\\r',
    '\\n',
    '\\x0',
    '\\x7F',
    'A',
    '号',
    '{',
    '}',
    '\\',
  ] as const;
  let taken = 0;
  for (let i = 0; i < FUZZ / 10; i++) {
    const template = Array.from({ length: 1 + dice.below(5) }, () => dice.pick(parts)).join('');
    const checksum = dice.pick(['none', 'xor', 'sum'] as const);
    try {
      parseTemplate({ template, checksum, encoding: 'gb18030' });
      taken += 1;
    } catch (error) {
      expect(error).toMatchObject({ code: 'DEV-606' });
    }
  }
  expect(taken).toBeGreaterThan(10);
});
