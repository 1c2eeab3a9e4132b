import { z } from 'zod';
import { capitalAmount, formatYuan } from '../capital-amount.ts';
import { heading, orSlash } from './blocks.ts';
import { common, day, fen, longText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { dayInWords } from './words.ts';

const CHANNELS = { ON_SITE: '当场收缴', BANK: '代收银行', ELECTRONIC: '电子支付' } as const;

const facts = common.extend({
  decisionNo: z.string().min(1).max(60),
  partyName: z.string().min(1).max(200),
  fineFen: fen,
  dueOn: day.nullable(),
  rows: z
    .array(
      z.object({
        ticketNo: z.string().min(1).max(30),
        channel: z.enum(['ON_SITE', 'BANK', 'ELECTRONIC']),
        amountFen: fen,
        surchargeFen: fen,
        paidOn: day,
      }),
    )
    .min(1),
  /** On-site money: two working days to the authority, two more to the bank (处罚法 71). */
  handedToAuthorityOn: day.nullable(),
  handedToBankOn: day.nullable(),
  cashier: z.string().max(50),
  note: longText,
});
export type PenaltyTicketFacts = z.infer<typeof facts>;

function body(f: PenaltyTicketFacts): Markup {
  const total = f.rows.reduce((sum, row) => sum + row.amountFen + row.surchargeFen, 0);
  const rows = f.rows.map(
    (row) =>
      html`<tr><td>${row.ticketNo}</td><td class="center">${CHANNELS[row.channel]}</td><td class="center">${dayInWords(row.paidOn)}</td><td class="right">${formatYuan(row.amountFen)}</td><td class="right">${formatYuan(row.surchargeFen)}</td></tr>`,
  );
  const dayOrSlash = (value: string | null) => (value === null ? '／' : dayInWords(value));
  return html`${heading(f.authority.name, '罚没票据登记表', f.docNo)}
<table class="form"><colgroup><col style="width:31mm"><col><col style="width:28mm"><col style="width:38mm"></colgroup>
<tr><th>当 事 人</th><td colspan="3">${f.partyName}</td></tr>
<tr><th>处罚决定书文号</th><td colspan="3">${f.decisionNo}</td></tr>
<tr><th>罚款数额</th><td>${formatYuan(f.fineFen)}</td><th>缴款期限</th><td>${dayOrSlash(f.dueOn)}</td></tr></table>
<table class="gap"><colgroup><col><col style="width:26mm"><col style="width:36mm"><col style="width:28mm"><col style="width:28mm"></colgroup>
<thead><tr><th>票据号码</th><th>缴纳渠道</th><th>缴纳日期</th><th>罚款</th><th>加处罚款</th></tr></thead>${rows}
<tr><th>合计（大写）</th><td colspan="2">${capitalAmount(total)}</td><td colspan="2" class="right"><b>${formatYuan(total)}</b></td></tr></table>
<table class="form gap keep"><colgroup><col style="width:31mm"><col><col style="width:28mm"><col style="width:38mm"></colgroup>
<tr><th>交至机关日期</th><td>${dayOrSlash(f.handedToAuthorityOn)}</td><th>缴付银行日期</th><td>${dayOrSlash(f.handedToBankOn)}</td></tr>
<tr><th>票据管理员</th><td colspan="3">${orSlash(f.cashier)}</td></tr>
<tr class="large"><th>备　　注</th><td colspan="3">${orSlash(f.note)}</td></tr></table><p class="end">（以下空白）</p>`;
}

/** D46 罚没票据登记: one ticket, one payment (处罚法 70, 71). */
export const penaltyTicket = definePaper<PenaltyTicketFacts>({
  code: 'D46',
  title: '罚没票据登记表',
  version: 1,
  facts,
  number: (f) => f.docNo,
  body,
});
