import { expect, test } from '@jest/globals';
import jsQR from 'jsqr';
import receiptline from 'receiptline';
import { PRINTER_PROFILES, type PrinterProfileKey } from '../../../preload/contract/printer-profiles.ts';
import { RECEIPT_KINDS } from '../../../preload/contract/receipts.ts';
// The paper is read back by an interpreter that shares no code with the encoder.
import { readPapers } from '../../devices/simulators/escpos-paper.ts';
import { columnsAcross, type PrinterForm, receiptBytes } from './layout.ts';
import { TEMPLATES } from './templates/index.ts';
import type { PenaltyReceipt } from './templates/penalty.ts';
import { columnsOf } from './wrap.ts';

const receipt: PenaltyReceipt = {
  authority: '越州县青溪镇人民政府',
  docNo: '越青综执当罚决字〔2026〕第0012号',
  party: '周＊',
  maskedNo: '330602********1238',
  cause: '在城镇主要街道擅自摆摊经营，影响市容环境卫生',
  decidedOn: '2026-11-05',
  fineFen: 5_000,
  payment: {
    way: 'BANK',
    channel: '越州农商银行各网点',
    dueOn: '2026-11-20',
    payCode: 'https://pay.example.cn/330600123',
  },
  officers: [
    { name: '孙处暑', certNo: '33060010001' },
    { name: '郑霜降', certNo: '33060010002' },
  ],
  checkCode: 'K7QM-2XH4',
  demo: false,
  simulated: false,
  sample: false,
};
const formOf = (width: 58 | 80, profile: PrinterProfileKey = 'standard'): PrinterForm => ({
  width,
  profile: PRINTER_PROFILES[profile],
});
const read = (job: Uint8Array, form: PrinterForm) => {
  const papers = readPapers(job, columnsAcross(form));
  expect(papers).toHaveLength(1);
  const [paper] = papers;
  if (!paper) throw new Error('nothing came out');
  return { ...paper, words: paper.lines.map((line) => line.text) };
};
const print = (of: Partial<PenaltyReceipt>, reprint = 0, form = formOf(58)) =>
  read(receiptBytes(TEMPLATES['penalty-receipt'].parts({ ...receipt, ...of }, reprint), form), form);

test.each([58, 80] as const)('a fine to be paid at the bank, %i mm', (width) => {
  const paper = print({}, 0, formOf(width));
  expect(paper.cut).toBe(true);
  expect(paper.lines.find((line) => line.double)).toMatchObject({ text: '罚款缴款凭条', align: 'centre' });
  const all = paper.words.join('');
  for (const said of [
    '越青综执当罚决字〔2026〕第0012号',
    '周＊',
    '330602********1238',
    '影响市容环境卫生',
    '罚款：￥50.00',
  ])
    expect(all).toContain(said);
  expect(all).toMatch(/缴款期限 +2026年11月20日/);
  expect(all).toContain('孙处暑 33060010001');
  expect(all).toContain('查验码 K7QM-2XH4');
  expect(all).not.toMatch(/演示|补打|\?/);
  expect(paper.qrCodes).toEqual(['https://pay.example.cn/330600123', '越青综执当罚决字〔2026〕第0012号 K7QM-2XH4']);
});

test('a fine collected on the spot names the ticket and asks for nothing more', () => {
  const paper = print({ payment: { way: 'ON_SITE', ticketNo: '浙A00012345' } });
  const all = paper.words.join('');
  expect(all).toContain('当场处罚回执');
  expect(all).toMatch(/专用票据号 +浙A00012345/);
  expect(all).not.toContain('加处罚款');
  expect(paper.qrCodes).toHaveLength(1);
});

test('a warning has no amount', () => {
  const all = print({ fineFen: null, payment: null }).words.join('');
  expect(all).toContain('处罚：警告');
  expect(all).not.toContain('￥');
});

test('demo, simulated data, samples and reprints are marked at both ends', () => {
  const ends = (words: string[]) => [words.slice(0, 2), words.filter((line) => line.startsWith('【')).length];
  expect(ends(print({ demo: true }, 2).words)).toEqual([['【演示 不作为凭证】', '【补打 第2次】'], 4]);
  expect(print({ simulated: true }).words[0]).toBe('【含模拟设备数据 不作为凭证】');
  const { words } = read(
    receiptBytes(TEMPLATES['queue-number'].parts(TEMPLATES['queue-number'].sample(false), 1), formOf(58)),
    formOf(58),
  );
  expect(ends(words)).toEqual([['【样张 不作为凭证】', '【补打 第1次】'], 4]);
});

const pictures = (paper: ReturnType<typeof read>) => paper.pieces.filter((piece) => piece.kind === 'image');

test('matrix row 8: a character with four bytes makes an image of its whole line, and only of that line', () => {
  const paper = print({ party: '㐀＊' });
  expect(paper.words.filter((line) => line.startsWith('〔图像'))).toEqual(['〔图像 384×30〕']);
  expect(paper.words.join('')).not.toContain('当事人');
  expect(paper.words.join('')).toContain('文书号：越青综执当罚决字');
  const [line] = pictures(paper);
  if (line?.kind !== 'image') throw new Error('no image');
  const inked = (from: number, to: number) => {
    for (let y = 0; y < line.rows; y++)
      for (let x = from; x < to; x++)
        if ((line.data[y * line.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) return true;
    return false;
  };
  // Six characters of 24 dots: 当事人：㐀＊, and nothing after them.
  for (let cell = 0; cell < 6; cell++) expect(inked(cell * 24, cell * 24 + 24)).toBe(true);
  expect(inked(6 * 24, 384)).toBe(false);
});

test.each(['㐀', '䶮', '𠮷', '𬍛', '鿍', '㛃'])(
  'matrix row 8: %s in a name is printed, never as a question mark',
  (name) => {
    for (const width of [58, 80] as const) {
      const paper = print({ party: `${name}三` }, 0, formOf(width));
      expect(pictures(paper)).toHaveLength(1);
      expect(paper.words.join('')).not.toContain('?');
    }
  },
);

test('what nobody can draw is refused with the character named, and nothing is printed', () => {
  for (const name of ['\uE863', '\uD800'])
    expect(() => print({ party: name })).toThrow(
      expect.objectContaining({ code: 'PRN-201', message: expect.stringContaining(name) }),
    );
});

test('commands hidden in a text are printed as spaces', () => {
  const all = print({ cause: '摆摊\x1bm\x1d\x56\x00\x10\x04\x01经营' }).words.join('');
  expect(all).toMatch(/摆摊 m V +经营/);
});

test.each(RECEIPT_KINDS.flatMap((kind) => ([58, 80] as const).map((width) => ({ kind, width }))))(
  'matrix row 10: $kind on $width mm: no unknown bytes, no line too long, none begins with a closing sign',
  ({ kind, width }) => {
    const form = formOf(width);
    const paper = read(receiptBytes(TEMPLATES[kind].parts(TEMPLATES[kind].sample(false), 0), form), form);
    expect(paper.cut).toBe(true);
    for (const { text, double } of paper.lines) {
      expect(columnsOf(text) * (double ? 2 : 1)).toBeLessThanOrEqual(text.startsWith('〔') ? 100 : columnsAcross(form));
      expect(text).not.toMatch(/^[，。、：；！？）》」』】”’]/);
    }
  },
);

test.each(['58', '80'] as const)('the test page fills %s mm exactly', (width) => {
  const form = formOf(width === '58' ? 58 : 80);
  const columns = columnsAcross(form);
  const page = { desk: '青溪镇 一号窗口', at: '2026-11-20 09:00', width, columns, profile: '通用', demo: true };
  const paper = read(receiptBytes(TEMPLATES['test-page'].parts(page, 0), form), form);
  expect(paper.words.find((line) => line.startsWith('0123456789'))).toHaveLength(columns);
  expect(paper.words).toContain('〔条码 ZZT-TEST-0001〕');
  expect(paper.qrCodes).toEqual(['镇执台打印机测试']);
});

/** What the bands of 256 rows make together. */
function joined(paper: ReturnType<typeof read>) {
  const whole: { bytesPerRow: number; rows: number; data: Uint8Array }[] = [];
  let band = 0;
  for (const piece of paper.pieces) {
    const before = whole.at(-1);
    if (piece.kind === 'image' && band === 256 && before) {
      whole.splice(-1, 1, {
        ...piece,
        rows: before.rows + piece.rows,
        data: Buffer.concat([before.data, piece.data]),
      });
    } else if (piece.kind === 'image') whole.push(piece);
    band = piece.kind === 'image' ? piece.rows : 0;
  }
  return whole;
}

/** The pay code as a picture holds it. */
function qrIn(paper: ReturnType<typeof read>): string[] {
  return joined(paper).flatMap((piece) => {
    if (piece.rows < 60) return [];
    const [width, height] = [piece.bytesPerRow * 8, piece.rows + 40];
    const grey = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let y = 0; y < piece.rows; y++)
      for (let x = 0; x < width; x++)
        if ((piece.data[y * piece.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7)))
          grey.fill(0, ((y + 20) * width + x) * 4, ((y + 20) * width + x) * 4 + 3);
    const found = jsQR(grey, width, height);
    return found ? [found.data] : [];
  });
}

test('a printer that draws no codes gets them as pictures that a phone reads', () => {
  const paper = print({}, 0, formOf(58, 'no-codes'));
  expect(paper.qrCodes).toEqual([]);
  expect(qrIn(paper)).toEqual(['https://pay.example.cn/330600123', '越青综执当罚决字〔2026〕第0012号 K7QM-2XH4']);
});

const everyForm = ([58, 80] as const).flatMap((width) =>
  (['standard', 'narrow-80', 'no-codes', 'image'] as const).map((profile) => ({ width, profile })),
);
/** Every code that the paper holds, whoever drew it; none is wider than the paper. */
function codesOf(paper: ReturnType<typeof read>, form: PrinterForm): string[] {
  const dots = form.profile.dots[form.width];
  return paper.pieces.flatMap((piece) => {
    if (piece.kind === 'barcode') {
      const { data, module: width, height } = { ...piece, data: piece.content };
      const { widths } = receiptline.barcode.generate({ data, type: 'code128', width, height, hri: false });
      // The first and the last are the quiet zones, which the edges of the paper give.
      expect(widths.slice(1, -1).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(dots);
      return [piece.content];
    }
    if (piece.kind !== 'qr') return [];
    const qr = receiptline.qrcode.generate({
      data: piece.content,
      type: 'qrcode',
      cell: 1,
      level: 'm',
      quietZone: false,
    });
    expect(qr.length * piece.module).toBeLessThanOrEqual(dots);
    return [piece.content];
  });
}

test.each(everyForm)(
  'the longest number of a 受理回执 comes out as a code, $profile on $width mm',
  ({ width, profile }) => {
    const form = formOf(width, profile);
    // Letters, so that code set C makes nothing narrower.
    const acceptNo = 'SL-ABCDEFGHIJKL';
    const slip = { ...(TEMPLATES['acceptance-receipt'].sample(false) as object), acceptNo };
    const paper = read(receiptBytes(TEMPLATES['acceptance-receipt'].parts(slip, 0), form), form);
    const drawn = form.profile.codes === 'image';
    const asQr = form.profile.dots[width] < 400;
    expect(codesOf(paper, form)).toEqual(drawn ? [] : [acceptNo]);
    expect(qrIn(paper)).toEqual(drawn && asQr ? [acceptNo] : []);
    expect(pictures(paper).filter((piece) => piece.kind === 'image' && piece.rows > 60)).toHaveLength(drawn ? 1 : 0);
  },
);

test.each(everyForm)('a very long pay address is a finer code, $profile on $width mm', ({ width, profile }) => {
  const form = formOf(width, profile);
  const payCode = `https://pay.example.cn/${'0123456789abcdef'.repeat(24)}`;
  const payment = { way: 'BANK', channel: '农商银行', dueOn: '2026-11-20', payCode } as const;
  const paper = print({ payment }, 0, form);
  const check = '越青综执当罚决字〔2026〕第0012号 K7QM-2XH4';
  expect([...codesOf(paper, form), ...qrIn(paper)]).toEqual([payCode, check]);
});

test('an address that no code can hold on this paper is printed as text', () => {
  const payCode = `https://pay.example.cn/${'0123456789abcdef'.repeat(100)}`;
  const payment = { way: 'BANK', channel: '农商银行', dueOn: '2026-11-20', payCode } as const;
  for (const { width, profile } of everyForm.filter((form) => form.profile !== 'image')) {
    const paper = print({ payment }, 0, formOf(width, profile));
    expect(paper.words.join('')).toContain(payCode);
  }
});

test('the whole page as an image: not one character is left to the printer', () => {
  const job = receiptBytes(TEMPLATES['penalty-receipt'].parts(receipt, 0), formOf(58, 'image'));
  const paper = read(job, formOf(58, 'image'));
  expect(paper.lines.filter((line) => !line.text.startsWith('〔图像') && line.text !== '')).toEqual([]);
  expect(qrIn(paper)).toHaveLength(2);
});

test('a printer without a knife is not told to cut; one with a drawer opens it for money only', () => {
  const cash = { payment: { way: 'ON_SITE' as const, ticketNo: '浙A00012345' } };
  expect(print(cash, 0, formOf(58, 'no-cutter')).cut).toBe(false);
  const kick = Buffer.from('1b700019fa', 'hex');
  const job = (of: Partial<PenaltyReceipt>, profile: PrinterProfileKey) =>
    Buffer.from(receiptBytes(TEMPLATES['penalty-receipt'].parts({ ...receipt, ...of }, 0), formOf(58, profile)));
  expect(job(cash, 'drawer').includes(kick)).toBe(true);
  expect(job({}, 'drawer').includes(kick)).toBe(false);
  expect(job(cash, 'standard').includes(kick)).toBe(false);
});

test('80 mm with 512 dots has 42 columns', () => {
  const form = formOf(80, 'narrow-80');
  expect(columnsAcross(form)).toBe(42);
  expect(print({}, 0, form).words.filter((line) => /^-+$/.test(line))[0]).toHaveLength(42);
});
