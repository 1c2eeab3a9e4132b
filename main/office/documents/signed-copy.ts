import { refuse } from '../../../preload/contract/refusal.ts';
import type { Drawing } from '../../../preload/contract/values.ts';
import { inkPaths } from './ink.ts';
import { openPdf } from './open-pdf.ts';
import { html, Markup } from './papers/markup.ts';
import { findPlaces, type Place, type PlaceName } from './papers/places.ts';
import type { RenderPdf } from './render-pdf.ts';

/** What is put on a paper after it was made: strokes, or words (date of receipt, refusal with reason, witness). */
export type Mark =
  | { readonly place: PlaceName; readonly drawing: Pick<Drawing, 'canvas' | 'strokes'> }
  | { readonly place: PlaceName; readonly words: string };

const FACE = `font-family:'Noto Serif SC','Noto Serif CJK SC',SimSun,serif`;

/** Width in ems: Chinese characters are as wide as high, digits and Latin letters about 0.58 of it. */
const ems = (words: string) => [...words].reduce((sum, c) => sum + (/[\u0020-\u024f]/.test(c) ? 0.58 : 1), 0);

/** The largest type, in points, in which the words fit the box; one line as long as it stays readable. */
function typeSize(words: string, box: Place): number {
  const width = box.width - 8;
  const oneLine = [10.5, 10, 9.5, 9, 8.5, 8].find((size) => ems(words) * size <= width);
  if (oneLine !== undefined) return oneLine;
  const lines = (size: number) => Math.ceil((ems(words) * size) / (width - size));
  return [10.5, 10, 9, 8, 7, 6, 5, 4.5].find((size) => lines(size) * size * 1.25 <= box.height - 2) ?? 4;
}

function show(mark: Mark, at: Place, pageHeight: number): Markup {
  const box = `left:${at.x}pt;top:${pageHeight - at.y - at.height}pt;width:${at.width}pt;height:${at.height}pt`;
  if ('drawing' in mark)
    return html`<svg style="${box}" viewBox="0 0 ${at.width} ${at.height}">${new Markup(inkPaths(mark.drawing, at))}</svg>`;
  const size = typeSize(mark.words, at);
  return html`<div class="words" style="${box};font-size:${size}pt;line-height:1.25"><span>${mark.words}</span></div>`;
}

/**
 * The signed copy: the stored bytes with strokes and words laid over them, as vectors, on every copy of the paper.
 * The stored bytes themselves stay as they are; they are what the signatures bind.
 * Refuses DOC-411 where the paper has no such place, DOC-412 where the bytes are no PDF.
 */
export async function makeSignedCopy(
  render: RenderPdf,
  unsigned: Uint8Array,
  marks: readonly Mark[],
): Promise<Uint8Array> {
  const pdf = await openPdf(unsigned).catch((cause: unknown) =>
    refuse('DOC-412', '存档的文书打不开，签名没有写上，原签名笔迹没有丢。请核验账本后重试。', { cause }),
  );
  const places = await findPlaces(pdf);
  const missing = marks.find((mark) => !places.some((at) => at.name === mark.place));
  if (missing)
    refuse('DOC-411', '这份文书上没有对应的签名栏，签名没有写上，笔迹没有丢。请确认文书种类后重试。', {
      detail: { place: missing.place },
    });
  const pages = pdf.getPages();
  const touched = [...new Set(places.filter((at) => marks.some((m) => m.place === at.name)).map((at) => at.page))];
  if (touched.length === 0) return pdf.save();
  const overlays = await pdf.embedPdf(
    await render(
      overlay(
        touched.map((index) => ({ index, ...size(pages[index]) })),
        places,
        marks,
      ),
    ),
    touched.map((_, i) => i),
  );
  for (const [i, index] of touched.entries()) {
    const sheet = overlays[i];
    const page = pages[index];
    if (sheet && page) page.drawPage(sheet, { x: 0, y: 0, ...size(page) });
  }
  return pdf.save();
}

function size(page: { getSize(): { width: number; height: number } } | undefined) {
  return page?.getSize() ?? { width: 0, height: 0 };
}

function overlay(
  pages: readonly { index: number; width: number; height: number }[],
  places: readonly Place[],
  marks: readonly Mark[],
): string {
  const sections = pages.map(
    (page) =>
      html`<section class="p${page.index}">${places
        .filter((at) => at.page === page.index)
        .flatMap((at) =>
          marks.filter((mark) => mark.place === at.name).map((mark) => show(mark, at, page.height)),
        )}</section>`,
  );
  const rules = pages.map(
    (page) =>
      `@page p${page.index}{size:${page.width}pt ${page.height}pt;margin:0}.p${page.index}{page:p${page.index};height:${page.height - 4}pt}`,
  );
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>签名</title><link rel="stylesheet" href="/fonts/noto-serif-sc.css">
<style>${new Markup(rules.join(''))}body{margin:0;${new Markup(FACE)}}section{position:relative;overflow:hidden}section+section{break-before:page}
svg,.words{position:absolute}svg{fill:none;stroke:#000;stroke-linecap:round;stroke-linejoin:round}
.words{display:flex;align-items:center;justify-content:center;box-sizing:border-box;padding:0 2pt;overflow:hidden;overflow-wrap:anywhere}</style></head><body>${sections}</body></html>`
    .text;
}
