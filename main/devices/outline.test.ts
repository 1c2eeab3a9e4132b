import { expect, test } from '@jest/globals';
import { outline } from './outline.ts';

test.each([
  ['camera lost in the middle of a call', 'camera lost … the middle of … call (35 characters)'],
  ['open failed: error -7', 'open failed error -7 (21 characters)'],
  ['DLL result=41', 'dll result 41 (13 characters)'],
  ['exit code 0x80070005', 'exit code 0x80070005 (20 characters)'],
  ['opened /dev/ttyUSB0 at 9600', 'opened … (27 characters)'],
  ['', '… (0 characters)'],
])('%s', (line, kept) => {
  expect(outline(line)).toBe(kept);
});

test.each([
  'name=Chen Xiaoman',
  'CHEN XIAOMAN, female, 1990-03-07',
  '姓名 陈小满',
  Buffer.from('陈小满 330621199003071234', 'utf16le').toString('base64'),
  'qqqqljMwNjIxMTk5MDAzMDcxMjM0',
  '330 621 199 003 071 234',
  'code 330 621 199 003',
  'error: 330621199003071234',
  'status 330, status 621, status 199',
  'AA AA AA 96 69 05 08 00 00 90',
  'aaaaaa9669050800',
  'zhejiang sheng shaoxing shi',
])('nothing of a person is in what is kept of %p', (line) => {
  const kept = outline(line).replace(/ \(\d+ characters\)$/, '');
  expect(kept).toMatch(/^(?:…|code 330 …|error …|status 330(?: status …)+)$/);
});
