import { z } from 'zod';
import { capitalAmount, formatYuan } from '../capital-amount.ts';
import { heading, partyTable, signingTable } from './blocks.ts';
import { common, day, fen, instant, legalRefs, longText, officers, printedParty, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { DENSE } from './sheet.ts';
import { dayInWords, instantInWords, refsInWords, sentence } from './words.ts';

const penalty = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('WARNING') }),
  z.object({
    kind: z.literal('FINE'),
    fineFen: fen.min(1),
    payment: z.discriminatedUnion('way', [
      z.object({
        way: z.literal('ON_SITE'),
        /** 处罚法 68(1), 68(2), 69. */
        reason: z.enum(['SMALL', 'HARD_LATER', 'REMOTE']),
        note: shortText,
        ticketNo: z.string().min(1).max(30),
      }),
      z.object({ way: z.literal('WITHIN_15_DAYS'), channel: z.string().min(1).max(300), dueOn: day }),
    ]),
  }),
]);

const facts = common.extend({
  docNo: z.string().min(1).max(60),
  party: printedParty,
  officers,
  at: instant,
  place: shortText.min(1),
  facts: longText.min(1),
  evidence: longText,
  violated: legalRefs,
  basis: legalRefs,
  /** Tier and calculation in words (domain.md §3.3); empty for a warning. */
  discretion: longText,
  penalty,
  defence: z.object({ made: z.boolean(), text: longText, answer: longText }),
  decidedOn: day,
});
export type OnTheSpotDecisionFacts = z.infer<typeof facts>;

const COLLECT_BASIS = {
  SMALL: '第六十八条第一项（依法给予一百元以下罚款）',
  HARD_LATER: '第六十八条第二项（不当场收缴事后难以执行）',
  REMOTE: '第六十九条（边远、水上、交通不便地区，当事人提出当场缴纳）',
} as const;

function penaltyWords(of: OnTheSpotDecisionFacts['penalty']): Markup {
  if (of.kind === 'WARNING') return html`<p><b>处罚决定：</b>给予<b>警告</b>的行政处罚。</p>`;
  return html`<p><b>处罚决定：</b>处以罚款，人民币（大写）<b>${capitalAmount(of.fineFen)}</b>（<b>${formatYuan(of.fineFen)}</b>）。</p>`;
}

function paymentWords(of: OnTheSpotDecisionFacts['penalty']): Markup | false {
  if (of.kind === 'WARNING') return false;
  const { payment } = of;
  if (payment.way === 'ON_SITE') {
    const note = payment.note.trim() === '' ? '' : `（${payment.note.trim()}）`;
    return html`<p><b>履行方式和期限：</b>依照《中华人民共和国行政处罚法》${COLLECT_BASIS[payment.reason]}${note}，罚款由执法人员当场收缴，票据号码：${payment.ticketNo}。不出具财政部门统一制发的专用票据的，当事人有权拒绝缴纳。</p>`;
  }
  return html`<p><b>履行方式和期限：</b>自收到本决定书之日起十五日内（${dayInWords(payment.dueOn)}前，含当日），通过${payment.channel}缴纳罚款。到期不缴纳的，依据《中华人民共和国行政处罚法》第七十二条第一款第一项，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出罚款的数额。</p>`;
}

function defenceWords(of: OnTheSpotDecisionFacts['defence']): string {
  if (!of.made) return '当事人未提出陈述、申辩。';
  return `当事人陈述、申辩：${sentence(of.text)}复核意见：${sentence(of.answer)}`;
}

function body(f: OnTheSpotDecisionFacts, copy: number): Markup {
  return html`${heading(f.authority.name, '当场行政处罚决定书', f.docNo)}${partyTable(f.party)}
<p class="gap"><b>违法时间：</b>${instantInWords(f.at)}　<b>违法地点：</b>${f.place}</p>
<p><b>违法事实和证据：</b>${sentence(f.facts)}${f.evidence.trim() !== '' && html`以上事实有${sentence(f.evidence.trim().replace(/为证。?$/, '')).slice(0, -1)}为证。`}</p>
<p><b>告知和申辩：</b>执法人员已出示执法证件，当场口头告知拟作出的行政处罚内容及事实、理由、依据和依法享有的陈述、申辩等权利。${defenceWords(f.defence)}</p>
<p><b>处罚依据：</b>上述行为违反了${refsInWords(f.violated)}的规定。${sentence(f.discretion)}依据${refsInWords(f.basis)}和《中华人民共和国行政处罚法》第五十一条的规定，本机关决定当场作出如下行政处罚。</p>
${penaltyWords(f.penalty)}${paymentWords(f.penalty)}
<p><b>救济途径和期限：</b>如不服本决定，<b>应先申请行政复议</b>：自收到本决定书之日起六十日内向${f.authority.reconsiderBody}申请行政复议；对行政复议决定不服的，再自收到行政复议决定书之日起十五日内向${f.authority.court}提起行政诉讼。复议、诉讼期间不停止执行，法律另有规定的除外。</p>
${signingTable({ authority: f.authority.name, officers: f.officers, day: f.decidedOn, copy, partyLabel: html`当 事 人<br>签　　收`, dateLabel: '签收时间', sealed: true })}`;
}

/** D36 当场行政处罚决定书: 处罚法 52, 59; domain.md §2.3, T31 (reconsideration first, 复议法 23). */
export const onTheSpotDecision = definePaper<OnTheSpotDecisionFacts>({
  code: 'D36',
  title: '当场行政处罚决定书',
  version: 1,
  facts,
  copies: ['第一联　存档', '第二联　交当事人', '第三联　备案'],
  number: (f) => f.docNo,
  // Everything of 处罚法 52 on one sheet.
  style: DENSE,
  body,
});
