import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AnswerParser, readAuto, readRealtime } from './status.ts';

const parse = (...bytes: number[]) => new AnswerParser().push(Uint8Array.from(bytes));

// hardware.md §3.3
test.each([
  [
    { printer: 0x12, offline: 0x12, error: 0x12, paper: 0x12 },
    { online: true, cover: 'closed', paper: 'ok', fault: 'none' },
  ],
  [
    { printer: 0x16, offline: 0x12, error: 0x12, paper: 0x12 },
    { online: true, cover: 'closed', paper: 'ok', fault: 'none' },
  ],
  [
    { printer: 0x1a, offline: 0x16, error: 0x12, paper: 0x12 },
    { online: false, cover: 'open' },
  ],
  [
    { printer: 0x1e, offline: 0x16 },
    { online: false, cover: 'open', paper: 'unknown', fault: 'unknown' },
  ],
  [
    { printer: 0x1a, offline: 0x32, error: 0x12, paper: 0x72 },
    { online: false, cover: 'closed', paper: 'out' },
  ],
  [
    { printer: 0x1a, paper: 0x7e },
    { cover: 'unknown', paper: 'out' },
  ],
  [
    { printer: 0x12, paper: 0x1e },
    { online: true, paper: 'near-end' },
  ],
  [{ printer: 0x1a, error: 0x16 }, { fault: 'mechanical' }],
  [{ printer: 0x1a, error: 0x1a }, { fault: 'cutter' }],
  [{ printer: 0x1a, error: 0x32 }, { fault: 'unrecoverable' }],
  [{ printer: 0x1a, error: 0x52 }, { fault: 'hot' }],
])('DLE EOT %j', (answers, condition) => {
  expect(readRealtime(answers)).toMatchObject(condition);
});

test.each([
  [[0x14, 0, 0, 0x0f], { online: true, cover: 'closed', paper: 'ok', fault: 'none' }],
  [[0x10, 0, 0, 0], { online: true, cover: 'closed', paper: 'ok', fault: 'none' }],
  [[0x38, 0, 0, 0x0f], { online: false, cover: 'open' }],
  [[0x18, 0, 0x0c, 0x0f], { online: false, paper: 'out' }],
  [[0x10, 0, 0x03, 0x0f], { paper: 'near-end' }],
  [[0x18, 0x08, 0, 0x0f], { fault: 'cutter' }],
] as const)('automatic status %j', (bytes, condition) => {
  expect(parse(...bytes)).toEqual([{ kind: 'auto', bytes: [...bytes] }]);
  expect(readAuto(bytes)).toMatchObject(condition);
});

test('one stream carries all kinds of answers', () => {
  expect(parse(0x12, 0x14, 0, 0, 0x0f, 0x00, 0x5f, 0x5a, 0x5a, 0x00, 0x72)).toEqual([
    { kind: 'realtime', byte: 0x12 },
    { kind: 'auto', bytes: [0x14, 0, 0, 0x0f] },
    { kind: 'sensor', byte: 0 },
    { kind: 'text', text: 'ZZ' },
    { kind: 'realtime', byte: 0x72 },
  ]);
});

test.each(['HTTP/1.1 400 Bad Request', 'SSH-2.0-OpenSSH_9.2', '220 ftp ready'])('%s is found to be foreign', (said) => {
  expect(parse(...Buffer.from(`${said}\r\n`)).map((answer) => answer.kind)).toContain('foreign');
});

test('any bytes in any portions give the same answers', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (bytes, cut) => {
      const parser = new AnswerParser();
      const answers = [...parser.push(bytes.subarray(0, cut)), ...parser.push(bytes.subarray(cut))];
      expect(answers).toEqual(new AnswerParser().push(bytes));
    }),
    { numRuns: 20_000 },
  );
});
