import { expect, test } from '@jest/globals';
// The paper is read back by an interpreter that shares no code with the encoder.
import { readPapers } from '../../devices/simulators/escpos-paper.ts';
import { type LineToDraw, receiptBytes } from './layout.ts';
import { type PenaltyReceipt, penaltyReceiptParts } from './penalty-receipt.ts';
import { testPageParts } from './test-page.ts';

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
};
const print = (of: Partial<PenaltyReceipt>, reprint = 0, width: 58 | 80 = 58) => {
  const papers = readPapers(
    receiptBytes(penaltyReceiptParts({ ...receipt, ...of }, reprint), width),
    width === 58 ? 32 : 48,
  );
  expect(papers).toHaveLength(1);
  const [paper] = papers;
  if (!paper?.cut) throw new Error('the receipt was not cut');
  return { ...paper, words: paper.lines.map((line) => line.text) };
};

test.each([58, 80] as const)('a fine to be paid at the bank, %i mm', (width) => {
  const paper = print({}, 0, width);
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

test('demo, simulated data and reprints are marked at both ends', () => {
  const ends = (words: string[]) => [words.slice(0, 2), words.filter((line) => line.startsWith('【')).length];
  expect(ends(print({ demo: true }, 2).words)).toEqual([['【演示 不作为凭证】', '【补打 第2次】'], 4]);
  expect(print({ simulated: true }).words[0]).toBe('【含模拟设备数据 不作为凭证】');
});

test('a rare character: refused without a font to draw it, drawn as a whole line with one', () => {
  const parts = penaltyReceiptParts({ ...receipt, party: '㐀＊' }, 0);
  expect(() => receiptBytes(parts, 58)).toThrow(
    expect.objectContaining({ code: 'PRN-201', message: expect.stringContaining('㐀') }),
  );
  const drawn: LineToDraw[] = [];
  const job = receiptBytes(parts, 58, (line) => {
    drawn.push(line);
    return { bytesPerRow: 48, rows: 24, data: new Uint8Array(48 * 24) };
  });
  expect(drawn).toEqual([{ text: '当事人：㐀＊', align: 'left', double: false, bold: false, widthDots: 384 }]);
  const words = readPapers(job, 32)[0]?.lines.map((line) => line.text);
  expect(words).toContain('〔图像 384×24〕');
  expect(words?.join('')).not.toContain('当事人');
});

test('commands hidden in a text are printed as spaces', () => {
  const all = print({ cause: '摆摊\x1bm\x1d\x56\x00\x10\x04\x01经营' }).words.join('');
  expect(all).toMatch(/摆摊 m V +经营/);
});

test.each(['58', '80'] as const)('the test page fills %s mm exactly', (width) => {
  const page = { desk: '青溪镇 一号窗口', at: '2026-11-20 09:00', width, demo: true };
  const columns = width === '58' ? 32 : 48;
  const [paper] = readPapers(receiptBytes(testPageParts(page, 0), width === '58' ? 58 : 80), columns);
  const ruler = paper?.lines.find((line) => line.text.startsWith('0123456789'));
  expect(ruler?.text).toHaveLength(columns);
  expect(paper?.qrCodes).toEqual(['镇执台打印机测试']);
});
