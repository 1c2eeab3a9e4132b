import assert from 'node:assert/strict';
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { extractText, getDocumentProxy } from 'unpdf';

/** Lays out one paper through the shell under test. */
type Render = (page: { html: string; landscape?: boolean }) => Promise<Uint8Array>;

const face = "font-family: 'Noto Serif SC'";
const sheet = `<!doctype html><link rel="stylesheet" href="/fonts/noto-serif-sc.css"><style>body { ${face} }</style>`;
const SENTENCE = '镇街综合行政执法队当场处罚决定书：罚款人民币贰佰元整（¥200.00）';

async function pageTexts(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map((page) => page.replaceAll(/\s/g, ''));
}

/** Names of the fonts in it, and whether each brings its glyphs along. */
async function fonts(pdf: Uint8Array): Promise<{ name: string; embedded: boolean }[]> {
  const document = await PDFDocument.load(pdf);
  const dictionaries = document.context.enumerateIndirectObjects().map(([, found]) => found);
  return dictionaries.flatMap((found) => {
    if (!(found instanceof PDFDict) || found.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor')) return [];
    const embedded = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => found.has(PDFName.of(key)));
    return [{ name: String(found.get(PDFName.of('FontName'))), embedded }];
  });
}

const millimetres = (points: number) => Math.round((points / 72) * 25.4);

async function sizes(pdf: Uint8Array): Promise<[number, number][]> {
  const document = await PDFDocument.load(pdf);
  return document.getPages().map((page) => [millimetres(page.getWidth()), millimetres(page.getHeight())]);
}

/** What both shells must do to papers; needs a real browser engine. */
export const paperConformance: readonly { readonly name: string; run(render: Render): Promise<void> }[] = [
  {
    name: 'Chinese text is set in the typeface that ships with the program, and is text',
    async run(render) {
      const html = `${sheet}${SENTENCE}<b>加粗的标题</b>`;
      const pdf = await render({ html });
      assert.deepEqual(await pageTexts(pdf), [`${SENTENCE}加粗的标题`]);
      const found = await fonts(pdf);
      assert.ok(found.length > 0);
      for (const { name, embedded } of found) {
        assert.match(name, /NotoSerifSC/);
        assert.ok(embedded, name);
      }
      assert.deepEqual(await sizes(pdf), [[210, 297]]);
    },
  },
  {
    name: 'every page carries its number and the number of pages',
    async run(render) {
      const style = `@page { size: A4; margin: 20mm; @bottom-center { ${face}; content: '第 ' counter(page) ' 页 共 ' counter(pages) ' 页' } }`;
      const html = `${sheet}<style>${style} p { break-after: page }</style><p>甲</p><p>乙</p><div>丙</div>`;
      const pdf = await render({ html });
      assert.deepEqual(await pageTexts(pdf), ['第1页共3页甲', '第2页共3页乙', '第3页共3页丙']);
      assert.ok((await fonts(pdf)).some(({ name }) => name.includes('NotoSerifSC')));
    },
  },
  {
    name: 'landscape and the size that the paper asks for',
    async run(render) {
      assert.deepEqual(await sizes(await render({ html: '<p>横</p>', landscape: true })), [[297, 210]]);
      const small = await render({ html: '<style>@page { size: 80mm 100mm }</style><p>小</p>' });
      assert.deepEqual(await sizes(small), [[80, 100]]);
    },
  },
  {
    name: 'a paper runs no script and reaches nothing outside',
    async run(render) {
      const script = "document.body.textContent = 'script ran'";
      const html = `${sheet}<body onload="${script}"><p>原文</p><img src="http://127.0.0.1:1/x.png"><script>${script}</script><iframe src="file:///etc/hostname"></iframe>`;
      assert.deepEqual(await pageTexts(await render({ html })), ['原文']);
    },
  },
  {
    name: 'papers laid out at the same time do not mix',
    async run(render) {
      const words = ['第一份', '第二份', '第三份'];
      const made = await Promise.all(words.map((word) => render({ html: `${sheet}<p>${word}</p>` })));
      assert.deepEqual(
        await Promise.all(made.map(pageTexts)),
        words.map((word) => [word]),
      );
    },
  },
];
