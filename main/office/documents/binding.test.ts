import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { openPaperRenderer } from '../../../test/paper-renderer.ts';
import { caseFile } from '../../../test/paper-samples.ts';
import { type BoundFile, bindCaseFile, type CaseFile, inFilingOrder } from './binding.ts';

let renderer: Awaited<ReturnType<typeof openPaperRenderer>>;
let file: CaseFile;
let bound: BoundFile;
let pages: string[];
beforeAll(async () => {
  renderer = await openPaperRenderer();
  file = await caseFile(renderer.render);
  bound = await bindCaseFile(renderer.render, file);
  pages = await textOf(bound.pdf);
});
afterAll(() => renderer.close());

async function textOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text.map((page) => page.replace(/\s/g, ''));
}
const numberOn = (page: string) => /卷内页号第(\d+)页共(\d+)页/.exec(page)?.slice(1).map(Number) ?? null;

test('order of domain.md §2.5: decision, service, evidence, defence, money, filing', () => {
  expect(bound.contents.map((row) => row.title)).toEqual([
    '当场行政处罚决定书',
    '送达回证',
    '证据清单',
    '陈述申辩记录',
    '罚没票据登记表',
    '当场行政处罚备案表',
  ]);
  const [late, early] = [
    {
      section: 'NOTICE' as const,
      on: '2026-11-20',
      title: 'b',
      docNo: '',
      responsible: '',
      note: '',
      pdf: new Uint8Array(),
      copies: 1,
    },
    {
      section: 'NOTICE' as const,
      on: '2026-11-12',
      title: 'a',
      docNo: '',
      responsible: '',
      note: '',
      pdf: new Uint8Array(),
      copies: 1,
    },
  ];
  expect(inFilingOrder([late, early]).map((one) => one.title)).toEqual(['a', 'b']);
});

test('every document page carries its running number; cover, contents and the last pages carry none', () => {
  expect(pages).toHaveLength(bound.pages);
  const numbers = pages.map(numberOn);
  expect(numbers.filter((n) => n !== null)).toEqual(
    Array.from({ length: bound.numberedPages }, (_, i) => [i + 1, bound.numberedPages]),
  );
  expect(numbers.slice(0, 2)).toEqual([null, null]);
  expect(numbers.slice(-2)).toEqual([null, null]);
});

test('the page number in the contents is the page on which the document stands', () => {
  const contents = pages[1] ?? '';
  for (const row of bound.contents) {
    const at = pages.find((page) => numberOn(page)?.[0] === row.pageFrom) ?? '';
    expect(at).toContain(row.title === '陈述申辩记录' ? '陈述申辩记录' : row.title);
    if (row.docNo !== '') expect(at).toContain(row.docNo);
    expect(contents).toContain(row.title);
  }
  expect(bound.contents.map((row) => [row.pageFrom, row.pageTo])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
    [6, 6],
  ]);
});

test('only the archive copy of the decision is in the file', () => {
  const all = pages.join('');
  expect(all).toContain('第一联存档');
  expect(all).not.toContain('第二联');
});

test('the cover counts pieces and pages', () => {
  expect(pages[0]).toContain(`本卷共${bound.pieces}件${bound.numberedPages}页`);
  expect(pages[0]).toContain('行政处罚案卷');
  expect(pages.at(-2)).toContain(`本卷共${bound.pieces}件，${bound.numberedPages}页`);
});

test('evidence stands with its hash and exact size, and simulated evidence is marked', () => {
  const list = pages.find((page) => page.includes('证据清单云溪') || page.includes('所属案件')) ?? '';
  for (const row of file.evidence) {
    expect(list).toContain(row.name.replace(/\s/g, ''));
    expect(list).toContain(row.sha256);
    expect(list).toContain(row.sizeBytes.toLocaleString('en-US'));
  }
  expect(list).toContain('现场照片1.jpg（模拟设备）');
  // What is noticeable about a file stands beside its name, not in it.
  const [film] = file.evidence;
  const notes = list.normalize('NFKC').split('备注:');
  expect(notes).toHaveLength(2);
  expect(notes[0]).toMatch(new RegExp(`${film?.sha256}[\\d,]+字节$`));
  expect(notes[1]).toMatch(/^存入时文件没有收尾,疑似未正常结束2/);
});

test('the very last page carries the head of the ledger and says what it proves', () => {
  const last = pages.at(-1) ?? '';
  const { head } = file.ledger;
  expect(last).toContain(head.hash);
  expect(last).toContain(head.desk);
  expect(last).toContain(`第${head.deskSeq}号`);
  expect(last).toContain('2026-11-3010:15:09');
  expect(last).toContain('不能证明印制以后的记录');
});

test('bookmarks lead to each piece', async () => {
  const pdf = await PDFDocument.load(bound.pdf);
  const outlines = pdf.catalog.lookup(PDFName.of('Outlines'), PDFDict);
  expect(String(outlines.get(PDFName.of('Count')))).toBe(String(bound.pieces + 4));
});

test('a contents list of 60 pieces runs over pages and keeps its numbers; a landscape page is turned into A4', async () => {
  const wide = await PDFDocument.create();
  wide.addPage([1190, 842]).drawText('wide photo page', { x: 40, y: 40, size: 30 });
  const first = file.documents[0];
  if (!first) throw new Error('no document');
  const many = Array.from({ length: 60 }, (_, i) => ({ ...first, title: `材料${i + 1}`, section: 'NOTICE' as const }));
  const big = await bindCaseFile(renderer.render, {
    ...file,
    documents: [...many, { ...first, title: '宽幅照片', section: 'MONEY', pdf: await wide.save() }],
    evidence: [],
  });
  const text = await textOf(big.pdf);
  expect(big.numberedPages).toBe(61);
  expect(text.filter((page) => page.includes('责任者')).length).toBeGreaterThan(2); // heading repeated
  expect(text.map(numberOn).filter((n) => n !== null)).toHaveLength(61);
  expect(big.contents.at(-1)).toMatchObject({ title: '宽幅照片', pageFrom: 61 });
  for (const page of (await PDFDocument.load(big.pdf)).getPages()) expect(page.getWidth()).toBeCloseTo(595, -1);
});

test('a broken document stops the binding and is named', async () => {
  const [first] = file.documents;
  if (!first) throw new Error('no document');
  const broken = { ...first, title: '坏文书', pdf: first.pdf.slice(0, 500) };
  await expect(bindCaseFile(renderer.render, { ...file, documents: [broken] })).rejects.toMatchObject({
    code: 'DOC-421',
    message: expect.stringContaining('坏文书'),
  });
});
