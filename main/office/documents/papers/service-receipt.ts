import { z } from 'zod';
import { heading, orSlash, signingTable } from './blocks.ts';
import { common, day, instant, longText, officers, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { dayInWords, instantInWords, officersInWords } from './words.ts';

const METHODS = {
  DIRECT: '直接送达',
  LEFT: '留置送达',
  MAIL: '邮寄送达',
  ELECTRONIC: '电子送达',
  NOTICE: '公告送达',
} as const;
const RELATIONS = {
  SELF: '本人',
  FAMILY: '同住成年家属',
  RECEIVER: '负责收件人',
  AGENT: '代理人',
  DESIGNATED: '代收人',
} as const;

const facts = common.extend({
  recipient: z.string().min(1).max(200),
  documents: z.array(z.object({ title: shortText.min(1), docNo: z.string().max(60), copies: z.int().min(1) })).min(1),
  method: z.enum(['DIRECT', 'LEFT', 'MAIL', 'ELECTRONIC', 'NOTICE']),
  relation: z.enum(['SELF', 'FAMILY', 'RECEIVER', 'AGENT', 'DESIGNATED']).nullable(),
  place: shortText.min(1),
  at: instant,
  mailNo: z.string().max(40),
  /** Day that counts as the day of service (计算期限的起点). */
  deemedOn: day,
  note: longText,
  officers,
});
export type ServiceReceiptFacts = z.infer<typeof facts>;

const ticks = (names: Readonly<Record<string, string>>, chosen: string | null) =>
  Object.entries(names).map(
    ([code, name]) => html`<span style="white-space:nowrap">${code === chosen ? '☑' : '□'}${name}</span>　`,
  );

function body(f: ServiceReceiptFacts, copy: number): Markup {
  const rows = f.documents.map(
    (one, i) =>
      html`<tr>${i === 0 && html`<th rowspan="${f.documents.length}">送达文书<br>名称及文号</th>`}<td colspan="3">${one.title}　${one.docNo}　（${one.copies} 份）</td></tr>`,
  );
  return html`${heading(f.authority.name, '送达回证', f.docNo)}
<table class="form"><colgroup><col style="width:31mm"><col><col style="width:24mm"><col style="width:36mm"></colgroup>
<tr><th>受送达人</th><td colspan="3">${f.recipient}</td></tr>${rows}
<tr><th>送达方式</th><td colspan="3">${ticks(METHODS, f.method)}</td></tr>
<tr><th>签收人与受<br>送达人关系</th><td colspan="3">${ticks(RELATIONS, f.relation)}</td></tr>
<tr><th>送达地点</th><td colspan="3">${f.place}</td></tr>
<tr><th>送达时间</th><td>${instantInWords(f.at)}</td><th>视为送达日</th><td>${dayInWords(f.deemedOn)}</td></tr>
<tr><th>邮件号码</th><td colspan="3">${orSlash(f.mailNo)}</td></tr>
<tr><th>送 达 人</th><td colspan="3">${officersInWords(f.officers)}</td></tr>
<tr class="large"><th>备　　注</th><td colspan="3">${orSlash(f.note)}</td></tr></table>
<p class="gap flush small note">受送达人拒绝接收的，送达人应当注明拒收事由和日期，由见证人签名或者以拍照、录像等方式记录送达过程，把文书留在受送达人的住所，即视为送达（民事诉讼法第八十九条）。</p>
${signingTable({ authority: f.authority.name, officers: f.officers, day: f.deemedOn, copy, partyLabel: html`受送达人<br>（签收人）`, dateLabel: '签收时间', sealed: false })}`;
}

/** D42 送达回证: 民诉法 87–95, domain.md §2.3. */
export const serviceReceipt = definePaper<ServiceReceiptFacts>({
  code: 'D42',
  title: '送达回证',
  version: 1,
  facts,
  number: (f) => f.docNo,
  body,
});
