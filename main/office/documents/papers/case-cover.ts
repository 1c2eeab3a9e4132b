import { z } from 'zod';
import { orSlash } from './blocks.ts';
import { common, day, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { dayInWords } from './words.ts';

const RETENTION = { PERMANENT: '永久', YEARS_30: '30 年', YEARS_10: '10 年' } as const;

const facts = common.extend({
  archiveNo: z.string().max(60),
  cause: shortText.min(1),
  party: z.string().min(1).max(200),
  decisionNo: z.string().max(60),
  result: shortText,
  officers: shortText,
  /** Day of filing; for an on-the-spot case the day it was found. */
  openedOn: day,
  closedOn: day.nullable(),
  boundOn: day,
  retention: z.enum(['PERMANENT', 'YEARS_30', 'YEARS_10']),
  pieces: z.int().min(0),
  pages: z.int().min(0),
});
export type CaseCoverFacts = z.infer<typeof facts>;

function body(f: CaseCoverFacts): Markup {
  return html`<div class="cover"><p class="flush archive">档　号：${orSlash(f.archiveNo)}</p>
<h1>${f.authority.name}</h1><h2>行政处罚案卷</h2><p class="flush kind">（简易程序）</p>
<table><colgroup><col style="width:38mm"><col><col style="width:28mm"><col style="width:44mm"></colgroup>
<tr class="big"><th>案　　由</th><td colspan="3">${f.cause}</td></tr>
<tr class="big"><th>当 事 人</th><td colspan="3">${f.party}</td></tr>
<tr><th>处罚决定书文号</th><td colspan="3">${orSlash(f.decisionNo)}</td></tr>
<tr><th>处理结果</th><td colspan="3">${orSlash(f.result)}</td></tr>
<tr><th>办案人员</th><td colspan="3">${orSlash(f.officers)}</td></tr>
<tr><th>立案（发现）<br>日　　期</th><td>${dayInWords(f.openedOn)}</td><th>结案日期</th><td>${f.closedOn ? dayInWords(f.closedOn) : '尚未结案'}</td></tr>
<tr><th>归档日期</th><td>${dayInWords(f.boundOn)}</td><th>保管期限</th><td>${RETENTION[f.retention]}</td></tr></table>
<p class="flush count">本卷共　<b>${f.pieces}</b>　件　<b>${f.pages}</b>　页</p></div>`;
}

/** D59 案卷封面. */
export const caseCover = definePaper<CaseCoverFacts>({
  code: 'D59',
  title: '案卷封面',
  version: 1,
  facts,
  number: (f) => f.archiveNo,
  unnumbered: true,
  style: `.cover .archive { text-align: right; } .cover h1 { margin-top: 20mm; font-size: 22pt; }
.cover h2 { font-size: 34pt; margin-top: 6mm; letter-spacing: .2em; text-indent: .2em; } .cover .kind { text-align: center; font-size: 15pt; margin: 3mm 0 18mm; }
.cover table { font-size: 13pt; } .cover td, .cover th { height: 11mm; } .cover .big td, .cover .big th { height: 19mm; }
.cover .count { text-align: center; font-size: 14pt; margin-top: 12mm; }`,
  body,
});
