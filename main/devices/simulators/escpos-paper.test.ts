import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { PaperInterpreter, readPapers } from './escpos-paper.ts';

const bytes = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');
const START = '1B 40 1C 26';
const gb = (text: string) => iconv.encode(text, 'gb18030').toString('hex');
const lines = (job: string, columns = 32) => readPapers(bytes(job), columns)[0]?.lines;

test('text, sizes, alignment, cut', () => {
  const job = `${START} 1B6101 1D2111 1C210C ${gb('决定书')} 0A 1D2100 1C2100 1B6100 1B4501 ${gb('罚款')} 0A 1D564200`;
  expect(readPapers(bytes(job), 32)).toMatchObject([
    {
      lines: [
        { text: '决定书', align: 'centre', double: true, bold: false },
        { text: '罚款', align: 'left', double: false, bold: true },
      ],
      qrCodes: [],
      cut: true,
    },
  ]);
});

test('QR, CODE128 and raster of the golden table', () => {
  const qr =
    '1D286B0400314132 00 1D286B03003143 06 1D286B03003145 31 1D286B13003150 30 68747470733A2F2F782E636E2F742F31 1D286B03003151 30';
  expect(readPapers(bytes(`${START} ${qr} 0A`), 32)[0]?.qrCodes).toEqual(['https://x.cn/t/1']);
  const barcode = `${START} 1D6B490E7B42434C323032362D3030303031`;
  expect(lines(barcode)?.map((line) => line.text)).toEqual(['〔条码 CL2026-00001〕']);
  expect(lines(`${START} 1D76300030001800 ${'00'.repeat(48 * 24)}`)?.[0]?.text).toBe('〔图像 384×24〕');
});

test('a line longer than the paper breaks at the edge', () => {
  expect(lines(`${START} ${gb('越'.repeat(20))} 0A`)?.map((line) => line.text.length)).toEqual([16, 4]);
});

test.each([
  ['an unknown command', `${START} 1B7F`],
  ['a four-byte character', `${START} 8139EE39 0A`],
  ['the yen sign that GB18030 spells with four bytes', `${START} 81308436 0A`],
  ['Chinese bytes outside Chinese mode', `1B40 ${gb('越')} 0A`],
  ['Chinese mode switched in mid line', `${START} ${gb('越')} 1C2E`],
  ['alignment switched in mid line', `${START} ${gb('越')} 1B6101`],
  ['a QR code without data', `${START} 1D286B0300315130`],
  ['an unfinished command', `${START} 1D286B1300`],
])('%s is an error', (_, job) => {
  expect(() => readPapers(bytes(job), 32)).toThrow(Error);
});

test('any bytes end in papers or in an error, in any portions the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (tail, cut) => {
      const job = Buffer.concat([bytes(START), tail]);
      const run = (...parts: Buffer[]) => {
        const interpreter = new PaperInterpreter(32);
        try {
          for (const part of parts) {
            interpreter.push(part);
            while (interpreter.step());
          }
          return JSON.stringify([interpreter.papers, interpreter.waiting]);
        } catch (error) {
          return String(error);
        }
      };
      if (run(job) !== run(job.subarray(0, cut), job.subarray(cut))) throw new Error(`differs when cut at ${cut}`);
    }),
    { numRuns: 20_000 },
  );
});
