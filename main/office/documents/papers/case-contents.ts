import { z } from 'zod';
import { orSlash } from './blocks.ts';
import { common, day, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';

const facts = common.extend({
  rows: z.array(
    z.object({
      docNo: z.string().max(60),
      responsible: shortText,
      title: shortText.min(1),
      on: day.nullable(),
      pageFrom: z.int().min(1),
      pageTo: z.int().min(1),
      note: shortText,
    }),
  ),
});
export type CaseContentsFacts = z.infer<typeof facts>;

function body(f: CaseContentsFacts): Markup {
  const rows = f.rows.map(
    (
      row,
      i,
    ) => html`<tr><td class="center">${i + 1}</td><td>${orSlash(row.docNo)}</td><td>${orSlash(row.responsible)}</td><td>${row.title}</td>
<td class="center nowrap">${row.on === null ? '／' : row.on.replaceAll('-', '.')}</td><td class="center">${row.pageFrom === row.pageTo ? row.pageFrom : `${row.pageFrom}—${row.pageTo}`}</td><td>${row.note}</td></tr>`,
  );
  return html`<h2 class="contents">卷 内 目 录</h2>
<table class="form contents"><colgroup><col style="width:10mm"><col style="width:37mm"><col style="width:28mm"><col><col style="width:24mm"><col style="width:15mm"><col style="width:12mm"></colgroup>
<thead><tr><th>顺序<br>号</th><th>文　　号</th><th>责任者</th><th>题　　名</th><th>日　期</th><th>页号</th><th>备注</th></tr></thead>
${rows}<tr><td colspan="7" class="center">（以下空白）</td></tr></table>`;
}

/** D60 卷内目录. */
export const caseContents = definePaper<CaseContentsFacts>({
  code: 'D60',
  title: '卷内目录',
  version: 1,
  facts,
  unnumbered: true,
  style:
    'h2.contents { margin-bottom: 6mm; } table.contents { font-size: 10pt; } table.contents td { text-wrap: balance; } table.contents td { height: 9mm; } table.contents th { height: 10mm; }',
  body,
});
