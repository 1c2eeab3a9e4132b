import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { extractText, getDocumentProxy } from 'unpdf';
import { Refusal } from '../../../../preload/contract/refusal.ts';
import { openPaperRenderer } from '../../../../test/paper-renderer.ts';
import { authority, citizen, company, decision, everyPaper, firstViolation } from '../../../../test/paper-samples.ts';
import { canRasterise, pixels, rasterise } from '../../../../test/rasterise.ts';
import { firstViolationNotice } from './first-violation-notice.ts';
import { type OnTheSpotDecisionFacts, onTheSpotDecision } from './on-the-spot-decision.ts';
import { checkCode, type Paper, type RenderedPaper, renderPaper } from './paper.ts';
import { findPlaces } from './places.ts';

const raster = canRasterise();
const pictured = raster ? test : test.skip;
if (!raster) process.stdout.write('SKIPPED 9: pictures of papers (pdftoppm is missing)\n');

let renderer: Awaited<ReturnType<typeof openPaperRenderer>>;
beforeAll(async () => {
  renderer = await openPaperRenderer();
});
afterAll(() => renderer.close());

const draw = (facts: OnTheSpotDecisionFacts) => renderPaper(renderer.render, onTheSpotDecision, facts);
const anyPaper = (paper: (typeof everyPaper)[number][1]) => paper as unknown as Paper<never>;

/** Text of each page without white space. */
async function textOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text.map((page) => page.replace(/\s/g, ''));
}

let usual: RenderedPaper;
let pages: string[];
beforeAll(async () => {
  usual = await draw(decision);
  pages = await textOf(usual.pdf);
});

test('D36 fits one A4 page a copy and each copy says which it is and counts its own pages', async () => {
  expect(usual.pages).toBe(3);
  const pdf = await PDFDocument.load(usual.pdf);
  for (const page of pdf.getPages()) {
    expect(page.getWidth()).toBeCloseTo(595, -1);
    expect(page.getHeight()).toBeCloseTo(842, -1);
  }
  expect(pages.map((page) => /第[一二三]联(存档|交当事人|备案)/.exec(page)?.[0])).toEqual([
    '第一联存档',
    '第二联交当事人',
    '第三联备案',
  ]);
  for (const page of pages) expect(page).toContain('第1页共1页');
});

// 处罚法 52 and 59, domain.md §2.3 D36, T31: each of these on every copy.
test.each([
  ['authority', '云溪县青禾镇人民政府'],
  ['title', '当场行政处罚决定书'],
  ['number', '云青综执当罚〔2026〕第0117号'],
  ['name of the party', '王建国'],
  ['number of the party', '330602199103070027'],
  ['address', '浙江省云溪县青禾镇溪山路118号2幢301室'],
  ['time', '2026年11月20日14时05分'],
  ['place', '青禾镇人民路与溪山路交叉口东南侧人行道'],
  ['facts', '将吃剩的果皮、烟蒂等垃圾随手丢弃在人行道上'],
  ['evidence', '以上事实有现场照片2张、执法记录仪录像1段、当事人陈述为证。'],
  ['certificate shown, told, heard', '执法人员已出示执法证件，当场口头告知'],
  ['violated article', '《浙江省城市市容和环境卫生管理条例》第三十二条第一款第一项'],
  ['basis', '《中华人民共和国行政处罚法》第五十一条'],
  ['discretion', '裁量阶次为从轻（20～29元），确定罚款25元。'],
  ['capital amount', '贰拾伍元整（¥25.00）'],
  ['payment', '十五日内（2026年12月7日前，含当日）'],
  ['surcharge', '每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额'],
  ['reconsideration first', '应先申请行政复议：自收到本决定书之日起六十日内向云溪县人民政府申请行政复议'],
  ['then the court', '对行政复议决定不服的，再自收到行政复议决定书之日起十五日内向云溪县人民法院提起行政诉讼'],
  ['first officer', '陈立群执法证号3306990117'],
  ['second officer', '周晓芸执法证号3306990142'],
  ['date and seal', '2026年11月20日（机关印章）'],
  ['refusal', '拒绝签名注明'],
  ['end', '（以下空白）'],
  ['template', '模板D36/1'],
])('D36 carries the %s', (_, words) => {
  for (const page of pages) expect(page).toContain(words);
});

test('D36 never offers the choice between reconsideration and court', () => {
  for (const page of pages) expect(page).not.toMatch(/申请行政复议[，,；;]?(或者|也可以|或)/);
});

test('money on the spot: the ticket number stands in, the 15 days do not', async () => {
  const payment = { way: 'ON_SITE', reason: 'SMALL', note: '', ticketNo: '3300260011872' } as const;
  const [page = ''] = await textOf(
    (await draw({ ...decision, penalty: { kind: 'FINE', fineFen: 25_00, payment } })).pdf,
  );
  expect(page).toContain('第六十八条第一项');
  expect(page).toContain('票据号码：3300260011872');
  expect(page).not.toContain('十五日内（');
});

test('a first violation was corrected before its paper: no time limit stands on it (处罚法 33)', async () => {
  const said = async (recheckOn: string) => {
    const facts = { ...firstViolation, recheckOn };
    return (await textOf((await renderPaper(renderer.render, firstViolationNotice, facts)).pdf))[0] ?? '';
  };
  const later = await said('2026-11-27');
  expect(later).toContain('并已及时改正');
  expect(later).toContain('本机关将于2026年11月27日复查');
  expect(later).not.toMatch(/前（含当日）改正|按期改正|逾期/);
  const atOnce = await said(firstViolation.issuedOn);
  expect(atOnce).toContain('改正情况已由执法人员当场复查');
  expect(atOnce).not.toContain('本机关将于');
});

test('a warning has neither amount nor payment', async () => {
  const [page = ''] = await textOf((await draw({ ...decision, discretion: '', penalty: { kind: 'WARNING' } })).pdf);
  expect(page).toContain('给予警告的行政处罚');
  expect(page).not.toMatch(/[¥整]|缴纳罚款/);
  expect(page).toContain('应先申请行政复议');
});

test('demo and simulator are said on every page, and only when they are so', async () => {
  const marked = await textOf((await draw({ ...decision, marks: { demo: true, simulated: true } })).pdf);
  for (const page of marked) {
    expect(page).toContain('【演示】无法律效力');
    expect(page).toContain('【模拟设备】含模拟设备产生的数据');
  }
  for (const page of pages) expect(page).not.toMatch(/演示|模拟/);
});

const HOSTILE = '<b>&amp;</b><script>document.body.remove()</script>"\'</style>𠮷😀\u202e';
const extreme: OnTheSpotDecisionFacts = {
  ...decision,
  marks: { demo: true, simulated: true },
  authority: { ...authority, name: '云溪县青禾镇人民政府综合行政执法办公室（应急管理办公室）' },
  docNo: `${decision.docNo}"}<b>`,
  party: { ...company, name: `${'云'.repeat(100)}${HOSTILE}`, address: '浙江省云溪县青禾镇'.repeat(30).slice(0, 200) },
  officers: [...decision.officers, { name: '第三位执法人员', certNo: '3306990999' }],
  facts: '经查，当事人占用道路。'.repeat(55),
  defence: { made: true, text: 'x'.repeat(300), answer: HOSTILE },
};

test('what was typed is text, whatever it is', async () => {
  const made = await draw(extreme);
  const all = (await textOf(made.pdf)).join('');
  expect(all).toContain('<b>&amp;</b><script>document.body.remove()</script>"\'</style>');
  expect(all).toContain(`${decision.docNo}"}<b>`);
  expect(all).toContain('应先申请行政复议');
});

test('more than a page: the copies stay equal, count for themselves, and nobody signs an empty page', async () => {
  const made = await draw(extreme);
  const perCopy = made.pages / 3;
  expect(perCopy).toBeGreaterThan(1);
  const text = await textOf(made.pdf);
  for (let copy = 0; copy < 3; copy++)
    for (let page = 0; page < perCopy; page++)
      expect(text[copy * perCopy + page]).toContain(`第${page + 1}页共${perCopy}页`);
  const last = text[perCopy - 1] ?? '';
  expect(last).toContain('执法人员签名');
  expect(last.indexOf('执法人员签名')).toBeGreaterThan(60); // lines of the text stand before the boxes
});

test.each(everyPaper)(
  '%s: one page a copy, all boxes inside the page margins, none overlapping',
  async (_, paper, facts) => {
    const made = await renderPaper(renderer.render, anyPaper(paper), facts as never);
    expect(made.pages).toBe(Math.max(1, paper.copies.length));
    const places = await findPlaces(await PDFDocument.load(made.pdf));
    const signed = paper.code === 'D46' || paper.code === 'BA' ? 0 : 6;
    expect(places).toHaveLength(signed * made.pages);
    for (const box of places) {
      expect(box.width).toBeGreaterThan(80);
      expect(box.height).toBeGreaterThan(28);
      expect(box.x).toBeGreaterThan(28 * 2.8);
      expect(box.x + box.width).toBeLessThan(595 - 26 * 2.8);
      for (const other of places) {
        if (other === box || other.page !== box.page) continue;
        const apart =
          other.x >= box.x + box.width ||
          box.x >= other.x + other.width ||
          other.y >= box.y + box.height ||
          box.y >= other.y + other.height;
        expect(apart).toBe(true);
      }
    }
  },
);

pictured.each(everyPaper)('%s: extreme texts stay inside the paper', async (_, paper, facts) => {
  // Every text as long as its schema lets it be: nothing may be printed in the side margins.
  const grown = grow(facts);
  const made = await renderPaper(renderer.render, anyPaper(paper), grown as never);
  for (const page of pixels(made.pdf, 50)) {
    const { left, right } = inkBetween(page);
    expect(left).toBeGreaterThan(27);
    expect(right).toBeLessThan(185);
  }
});

/** Leftmost and rightmost dark pixel of a page, in millimetres. */
function inkBetween(page: { width: number; height: number; data: Buffer }): { left: number; right: number } {
  let left = page.width;
  let right = 0;
  for (let i = 0; i < page.width * page.height; i++) {
    if ((page.data[i * 4] ?? 255) >= 128) continue;
    left = Math.min(left, i % page.width);
    right = Math.max(right, i % page.width);
  }
  return { left: (left / page.width) * 210, right: (right / page.width) * 210 };
}

/** Long values where a person types: names, addresses, places, texts. */
function grow(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => grow(one, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, grow(one, name)]));
  if (typeof value !== 'string') return value;
  if (['address', 'place', 'name', 'partyName', 'recipient', 'requirement', 'findings', 'violation'].includes(key))
    return `${value}${'很长的字𠮷ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij'.repeat(9)}`.slice(0, key === 'name' ? 60 : 199);
  return value;
}

pictured('the QR of each copy says number and check code, nothing personal', () => {
  // The lower right corner of each page at 150 dpi: 1240 × 1754 pixels.
  const corners = rasterise(usual.pdf, 150, ['-x', '900', '-y', '1500', '-W', '340', '-H', '254']);
  expect(corners).toHaveLength(3);
  for (const corner of corners) {
    const { data, width, height } = PNG.sync.read(corner);
    expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(`${decision.docNo} ${usual.checkCode}`);
  }
  for (const page of pages) expect(page).toContain(`查验码${usual.checkCode}`);
});

test('the check code changes with any fact and with nothing else', () => {
  const code = checkCode(onTheSpotDecision, decision);
  expect(code).toMatch(/^[0-9a-f]{8}$/);
  expect(checkCode(onTheSpotDecision, structuredClone(decision))).toBe(code);
  expect(checkCode(onTheSpotDecision, { ...decision, place: `${decision.place} ` })).not.toBe(code);
  expect(checkCode(onTheSpotDecision, { ...decision, party: { ...citizen, address: '' } })).not.toBe(code);
});

test('facts that are not enough for the paper are refused by field, before anything is made', async () => {
  const one = { ...decision, officers: decision.officers.slice(0, 1) };
  await expect(draw(one)).rejects.toThrow(Refusal);
  await expect(draw(one)).rejects.toMatchObject({ code: 'DOC-401', field: 'officers' });
  await expect(draw({ ...decision, decidedOn: '2026-02-30' })).rejects.toMatchObject({
    code: 'DOC-401',
    field: 'decidedOn',
  });
});

test('a renderer that loses the signature boxes is found out before anybody signs', async () => {
  const losing = async (page: string) => renderer.render(page.replaceAll(' href="#sign-', ' data-lost="#sign-'));
  await expect(renderPaper(losing, onTheSpotDecision, decision)).rejects.toMatchObject({ code: 'DOC-402' });
});
