import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CODES_CHAPTER, GROUPS, isModel, usedCodes } from './codes.ts';

const ROOT = join(import.meta.dirname, '../..');
const CODE = /\b[A-Z]{2,6}-\d{3}\b/g;
const pages = ['README.md', ...globSync('docs/manual/*.md', { cwd: ROOT })].map((page) => join(ROOT, page));

test('the manual lists every code of the program (else: node test/pictures/codes.ts)', () => {
  const used = usedCodes().map(([code]) => code);
  expect(used.length).toBeGreaterThan(250);
  const listed = new Set(
    readFileSync(CODES_CHAPTER, 'utf8')
      .match(/^\| [A-Z]{2,6}-\d{3} /gm)
      ?.map((row) => row.slice(2, -1)),
  );
  expect(used.filter((code) => !listed.has(code))).toEqual([]);
});

test('codes of the printer and the recorder whose sentence is not listed are explained in the table above, and what they lead to', () => {
  const [above = ''] = readFileSync(CODES_CHAPTER, 'utf8').split('## 全部');
  const rows = above.split('\n').map((line) => line.split('|')[1] ?? '');
  const explained = rows.flatMap((cell) => cell.match(CODE) ?? []);
  const unsaid = usedCodes().flatMap(([code, sentence]) =>
    sentence === '' && /^(PRN|DEV-3)/.test(code) ? [code] : [],
  );
  expect(unsaid).toContain('PRN-302');
  expect([...unsaid, 'DEV-303'].filter((code) => !explained.includes(code))).toEqual([]);
});

test('every group of codes has a name', () => {
  const groups = new Set(usedCodes().map(([code]) => code.slice(0, code.indexOf('-'))));
  expect([...groups].filter((group) => !(group in GROUPS))).toEqual([]);
});

test('every code named anywhere in the manual exists', () => {
  const used = new Set(usedCodes().map(([code]) => code));
  // The reader module's status in hex stands behind DEV-1 (docs/protocols/id-card-reader.md).
  const known = (code: string) => used.has(code) || isModel(code) || /^(DEV-1\d\d|SHA-256|AES-256)$/.test(code);
  for (const page of pages) {
    const named = readFileSync(page, 'utf8').match(CODE) ?? [];
    expect({ page, unknown: named.filter((code) => !known(code)) }).toEqual({ page, unknown: [] });
  }
});

test('every picture and page that README and manual point to is there', () => {
  for (const page of pages) {
    const links = [...readFileSync(page, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map((one) =>
      decodeURI(one[1] ?? ''),
    );
    expect({ page, missing: links.filter((link) => !existsSync(join(dirname(page), link))) }).toEqual({
      page,
      missing: [],
    });
  }
});
