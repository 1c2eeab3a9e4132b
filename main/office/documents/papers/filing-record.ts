import { z } from 'zod';
import { capitalAmount, formatYuan } from '../capital-amount.ts';
import { heading, orSlash } from './blocks.ts';
import { common, day, fen, instant, legalRefs, longText, officers, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { dayInWords, instantInWords, officersInWords, refsInWords, sentence } from './words.ts';

const facts = common.extend({
  decisionNo: z.string().min(1).max(60),
  decidedOn: day,
  partyName: z.string().min(1).max(200),
  cause: shortText.min(1),
  at: instant,
  place: shortText.min(1),
  facts: longText.min(1),
  basis: legalRefs,
  /** Null: a warning. */
  fineFen: fen.nullable(),
  payment: longText,
  defence: longText,
  officers,
  /** Natural days counted for the internal limit (warned by natural days, domain.md §1.4). */
  filedOn: day,
  filedBy: z.string().min(1).max(50),
});
export type FilingRecordFacts = z.infer<typeof facts>;

function body(f: FilingRecordFacts): Markup {
  const result = f.fineFen === null ? '警告' : `罚款人民币${capitalAmount(f.fineFen)}（${formatYuan(f.fineFen)}）`;
  return html`${heading(f.authority.name, '当场行政处罚备案表', f.docNo)}
<table class="form"><colgroup><col style="width:31mm"><col><col style="width:24mm"><col style="width:38mm"></colgroup>
<tr><th>处罚决定书文号</th><td>${f.decisionNo}</td><th>决定日期</th><td>${dayInWords(f.decidedOn)}</td></tr>
<tr><th>当 事 人</th><td colspan="3">${f.partyName}</td></tr>
<tr><th>案　　由</th><td colspan="3">${f.cause}</td></tr>
<tr><th>违法时间地点</th><td colspan="3">${instantInWords(f.at)}，${f.place}</td></tr>
<tr class="large"><th>违法事实</th><td colspan="3">${sentence(f.facts)}</td></tr>
<tr><th>处罚依据</th><td colspan="3">${refsInWords(f.basis)}</td></tr>
<tr><th>处罚结果</th><td colspan="3"><b>${result}</b></td></tr>
<tr><th>缴纳情况</th><td colspan="3">${orSlash(f.payment)}</td></tr>
<tr><th>陈述申辩情况</th><td colspan="3">${orSlash(f.defence)}</td></tr>
<tr><th>执法人员</th><td colspan="3">${officersInWords(f.officers)}</td></tr>
<tr><th>备案日期</th><td>${dayInWords(f.filedOn)}</td><th>备 案 人</th><td>${f.filedBy}</td></tr>
<tr style="height:24mm"><th>机关意见</th><td colspan="3" style="vertical-align:bottom;text-align:right">负责人：　　　　　　　　　年　　月　　日</td></tr></table>
<p class="gap flush small">依据《中华人民共和国行政处罚法》第五十二条第三款，执法人员当场作出的行政处罚决定，应当报所属行政机关备案。</p><p class="end">（以下空白）</p>`;
}

/** 备案表 of an on-the-spot decision: 处罚法 52(3). */
export const filingRecord = definePaper<FilingRecordFacts>({
  code: 'BA',
  title: '当场行政处罚备案表',
  version: 1,
  facts,
  number: (f) => f.docNo,
  body,
});
