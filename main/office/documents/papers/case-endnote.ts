import { z } from 'zod';
import { orSlash } from './blocks.ts';
import { common, day, longText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { dayInWords } from './words.ts';

const facts = common.extend({
  pieces: z.int().min(0),
  pages: z.int().min(0),
  /** Missing or damaged pages, corrections; empty when there are none. */
  notes: longText,
  archivedBy: z.string().max(50),
  checkedBy: z.string().max(50),
  on: day,
});
export type CaseEndnoteFacts = z.infer<typeof facts>;

function body(f: CaseEndnoteFacts): Markup {
  return html`<h2 class="endnote">备　考　表</h2><div class="frame"><p>本卷共 ${f.pieces} 件，${f.pages} 页（封面、卷内目录、备考表和账本存证页不编页号）。</p>
<p class="gap"><b>本卷情况说明：</b></p><p>${orSlash(f.notes) === '／' ? '本卷文书材料齐全，无缺损、修改、补充、移出、销毁情况。' : f.notes}</p>
<div class="signers"><p class="flush">立卷人：${f.archivedBy}</p><p class="flush">检查人：${f.checkedBy}</p><p class="flush">立卷时间：${dayInWords(f.on)}</p></div></div>`;
}

/** D61 备考表. */
export const caseEndnote = definePaper<CaseEndnoteFacts>({
  code: 'D61',
  title: '备考表',
  version: 1,
  facts,
  unnumbered: true,
  style: `h2.endnote { margin-bottom: 6mm; } .frame { border: .35mm solid #000; min-height: 190mm; padding: 8mm; box-sizing: border-box; font-size: 12pt; line-height: 1.8; display: flex; flex-direction: column; }
.signers { margin-top: auto; align-self: flex-end; width: 80mm; line-height: 2.4; }`,
  body,
});
