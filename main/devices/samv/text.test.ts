import { expect, test } from '@jest/globals';
import { Refusal } from '../../../preload/contract/refusal.ts';
import { ethnicCode, ethnicName } from './ethnic.ts';
import { decodeCardText, decodeNewestAddress } from './text.ts';

const TODAY = '2026-11-20';

/** Writes fields at offsets given here in numbers, so that a slip in the driver's own table is found. */
function text(...fields: [offset: number, value: string][]): Buffer {
  const raw = Buffer.from(' '.repeat(128), 'utf16le');
  for (const [offset, value] of fields) raw.write(value, offset, 'utf16le');
  return raw;
}
const resident = (...more: [number, string][]) =>
  text(
    [0, '陈小满'],
    [30, '2'],
    [32, '01'],
    [36, '19850412'],
    [52, '浙江省越州县青溪镇柳塘村18号'],
    [122, '330621198504120020'],
    [158, '越州县公安局'],
    [188, '20150601'],
    [204, '20350601'],
    ...more,
  );
const codes = (raw: Buffer) => decodeCardText(raw, TODAY).warnings.map((warning) => warning.code);

test('matrix row 2: resident card', () => {
  expect(decodeCardText(resident(), TODAY)).toEqual({
    type: 'resident',
    name: '陈小满',
    latinName: '',
    sex: '女',
    ethnic: '汉',
    birth: '1985-04-12',
    address: '浙江省越州县青溪镇柳塘村18号',
    idNo: '330621198504120020',
    issuer: '越州县公安局',
    validFrom: '2015-06-01',
    validTo: '2035-06-01',
    warnings: [],
  });
});

test('matrix row 2: residence permit has no ethnic group, whatever stands in its reserved field', () => {
  const card = decodeCardText(
    text(
      [0, '林子安'],
      [30, '2'],
      [36, '19940823'],
      [52, '浙江省越州县青溪镇学前路6号'],
      [122, '810000199408230021'],
      [158, '越州县公安局'],
      [188, '20230101'],
      [204, '20280101'],
      [220, 'H12345678'],
      [238, '01'],
      [248, 'J'],
    ),
    TODAY,
  );
  expect(card).toMatchObject({ type: 'J', name: '林子安', ethnic: '', passNo: 'H12345678', warnings: [] });
});

test('matrix row 2: 2017 foreigner card', () => {
  const card = decodeCardText(
    text(
      [0, 'MILLER, ANNA'],
      [120, '2'],
      [122, 'USA330085041201'],
      [152, 'USA'],
      [158, '安娜'],
      [188, '20200101'],
      [204, '20300101'],
      [220, '19850412'],
      [236, '01'],
      [240, '1500'],
      [248, 'I'],
    ),
    TODAY,
  );
  expect(card).toMatchObject({
    type: 'I',
    name: '安娜',
    latinName: 'MILLER, ANNA',
    sex: '女',
    birth: '1985-04-12',
    idNo: 'USA330085041201',
    nationality: 'USA',
    issuer: '1500',
    address: '',
    ethnic: '',
    warnings: [],
  });
});

test('matrix row 2: 2023 foreigner card: a long Latin name goes on in its second field', () => {
  const latin = 'ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHI';
  const card = decodeCardText(
    text(
      [0, '马可'],
      [30, '2'],
      [36, '19900615'],
      [52, latin],
      [122, '933840199006150023'],
      [188, '20240101'],
      [204, '20340101'],
      [220, 'JKLMN'],
      [242, 'USA'],
      [248, 'Y'],
    ),
    TODAY,
  );
  expect(card).toMatchObject({ type: 'Y', name: '马可', latinName: `${latin}JKLMN`, nationality: 'USA', warnings: [] });
});

test('matrix row 2: 长期, expiry and unreadable validity', () => {
  const forever = Buffer.from('长期      ', 'utf16le');
  const raw = resident();
  forever.copy(raw, 204);
  expect(decodeCardText(raw, TODAY)).toMatchObject({ validTo: '长期', warnings: [] });
  expect(codes(resident([204, '20261119']))).toEqual(['expired']);
  expect(codes(resident([204, '20261120']))).toEqual([]);
  expect(codes(resident([204, '20350230']))).toEqual(['validity-unreadable']);
  expect(codes(resident([188, '        ']))).toEqual(['validity-unreadable']);
});

test('what does not fit together is said, not refused', () => {
  expect(codes(resident([122, '330621198504120021']))).toEqual(['check-digit']);
  expect(codes(resident([36, '19850413']))).toEqual(['birth-mismatch']);
  expect(codes(resident([36, '19850230']))).toEqual(['birth-unreadable']);
  expect(codes(resident([30, '1']))).toEqual(['sex-mismatch']);
  expect(codes(resident([122, '810000199408230021'], [36, '19940823']))).toEqual(['type-mismatch']);
  expect(codes(resident([248, 'J']))).toContain('type-mismatch');
});

test('matrix row 2: rare characters are marked and kept', () => {
  expect(codes(resident([0, '王\uE863']))).toEqual(['rare-character']);
  expect(codes(resident([0, '王\uD800']))).toEqual(['rare-character']);
  expect(codes(resident([0, '王𠮷']))).toEqual([]);
  expect(decodeCardText(resident([0, '王\uE863 ']), TODAY)).toMatchObject({
    name: '王\uE863',
    rare: [{ field: 'name', onCard: '王〔U+E863〕', suggestion: '王䶮' }],
  });
  expect(decodeCardText(resident([0, '王\uD800明'], [158, '\uE000县公安局 ']), TODAY)).toMatchObject({
    // Half a pair is no text: what crosses a process border and goes on paper is whole.
    name: '王\uFFFD明',
    rare: [
      { field: 'name', onCard: '王〔U+D800〕明', suggestion: '' },
      { field: 'issuer', onCard: '〔U+E000〕县公安局', suggestion: '' },
    ],
  });
  expect(decodeCardText(resident([0, '李\uE816 ']), TODAY).rare?.[0]?.suggestion).toBe('李\u{20087}');
  const moved = decodeCardText(resident(), TODAY, '桥头村\uE844家弄');
  expect(moved.rare).toEqual([{ field: 'newestAddress', onCard: '桥头村〔U+E844〕家弄', suggestion: '桥头村䜣家弄' }]);
  expect(moved.warnings.map(({ code }) => code)).toEqual(['rare-character']);
  expect(decodeCardText(resident(), TODAY)).not.toHaveProperty('rare');
});

test('zero bytes are trimmed as spaces are, spaces inside stay', () => {
  expect(decodeCardText(resident([0, 'A B\0\0\0\0\0\0\0\0\0\0\0\0']), TODAY).name).toBe('A B');
});

test('an unknown type flag or a wrong size is refused', () => {
  expect(() => decodeCardText(resident([248, 'Z']), TODAY)).toThrow(Refusal);
  expect(() => decodeCardText(Buffer.alloc(255), TODAY)).toThrow(Refusal);
});

test('ethnic groups', () => {
  expect(['01', '02', '30', '55', '56', '97', '98', '57', '00', ''].map(ethnicName)).toEqual(
    '汉 蒙古 土 珞巴 基诺 其他 外国血统中国籍人士 57 00 '.split(' '),
  );
  for (let code = 1; code <= 56; code++) {
    const padded = String(code).padStart(2, '0');
    expect(ethnicCode(ethnicName(padded))).toBe(padded);
  }
});

test('newest address: one entry, several, none', () => {
  const entry = (address: string) => {
    const raw = Buffer.from(' '.repeat(35), 'utf16le');
    raw.write(address, 'utf16le');
    return raw;
  };
  expect(decodeNewestAddress(entry('青溪镇新街9号'))).toBe('青溪镇新街9号');
  expect(decodeNewestAddress(Buffer.concat([entry('旧'), entry('新'), entry('')]))).toBe('新');
  expect(decodeNewestAddress(entry(''))).toBe('');
});
