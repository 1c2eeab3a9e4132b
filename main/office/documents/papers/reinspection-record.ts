import { z } from 'zod';
import { heading, orSlash, signingTable } from './blocks.ts';
import { common, day, instant, longText, officers, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { dayInWords, instantInWords, officersInWords, sentence } from './words.ts';

const RESULTS = { CORRECTED: '已改正', PARTLY: '部分改正', NOT_CORRECTED: '未改正', REFUSED: '拒不改正' } as const;

const facts = common.extend({
  orderNo: z.string().min(1).max(60),
  orderedOn: day,
  correctBefore: day,
  requirement: longText.min(1),
  partyName: z.string().min(1).max(200),
  partyPresent: z.boolean(),
  place: shortText.min(1),
  at: instant,
  result: z.enum(['CORRECTED', 'PARTLY', 'NOT_CORRECTED', 'REFUSED']),
  findings: longText.min(1),
  photos: z.array(z.string().max(200)).max(50),
  officers,
  on: day,
});
export type ReinspectionRecordFacts = z.infer<typeof facts>;

function body(f: ReinspectionRecordFacts, copy: number): Markup {
  const results = Object.entries(RESULTS).map(([code, name]) => html`${code === f.result ? '☑' : '□'}${name}　　`);
  return html`${heading(f.authority.name, '整改复查记录', f.docNo)}
<table class="form"><colgroup><col style="width:31mm"><col><col style="width:22mm"><col style="width:50mm"></colgroup>
<tr><th>当 事 人</th><td>${f.partyName}</td><th>是否在场</th><td>${f.partyPresent ? '在场' : '不在场'}</td></tr>
<tr><th>责令改正通知书</th><td colspan="3">${f.orderNo}（${dayInWords(f.orderedOn)}制发）</td></tr>
<tr><th>改正期限</th><td>${dayInWords(f.correctBefore)}</td><th>复查时间</th><td>${instantInWords(f.at)}</td></tr>
<tr><th>复查地点</th><td colspan="3">${f.place}</td></tr>
<tr><th>执法人员</th><td colspan="3">${officersInWords(f.officers)}<br>复查前已出示执法证件</td></tr>
<tr><th>改正要求</th><td colspan="3">${sentence(f.requirement)}</td></tr>
<tr><th>复查结果</th><td colspan="3"><b>${results}</b></td></tr>
<tr class="large"><th>复查情况</th><td colspan="3">${sentence(f.findings)}</td></tr>
<tr><th>现场照片</th><td colspan="3">${orSlash(f.photos.join('、'))}</td></tr></table>
<p class="gap flush small note">当事人对上述记录核对无误后签名；拒绝签名或者不在场的，由执法人员注明情况。</p>
${signingTable({ authority: f.authority.name, officers: f.officers, day: f.on, copy, partyLabel: html`当 事 人<br>签　　名`, dateLabel: '签名时间', sealed: false })}`;
}

/** D22 整改复查记录: what opens or closes the fine after a correction order (T07). */
export const reinspectionRecord = definePaper<ReinspectionRecordFacts>({
  code: 'D22',
  title: '整改复查记录',
  version: 1,
  facts,
  number: (f) => f.docNo,
  body,
});
