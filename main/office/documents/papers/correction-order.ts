import { z } from 'zod';
import { heading, partyTable, signingTable } from './blocks.ts';
import { common, day, instant, legalRefs, longText, officers, printedParty, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { dayInWords, instantInWords, refsInWords, sentence } from './words.ts';

const facts = common.extend({
  docNo: z.string().min(1).max(60),
  party: printedParty,
  officers,
  at: instant,
  place: shortText.min(1),
  violation: longText.min(1),
  violated: legalRefs,
  basis: legalRefs,
  requirement: longText.min(1),
  /** On the spot: `correctBefore` is then the day of the order itself. */
  immediate: z.boolean(),
  correctBefore: day,
  recheckOn: day,
  consequence: longText.min(1),
  issuedOn: day,
});
export type CorrectionOrderFacts = z.infer<typeof facts>;

function body(f: CorrectionOrderFacts, copy: number): Markup {
  const until = f.immediate ? html`<b>立即改正</b>` : html`于<b>${dayInWords(f.correctBefore)}</b>前（含当日）改正`;
  return html`${heading(f.authority.name, f.immediate ? '责令改正通知书' : '责令限期改正通知书', f.docNo)}${partyTable(f.party)}
<p class="gap">经查，你（单位）于${instantInWords(f.at)}，在${f.place}，存在以下违法行为：</p>
<p>${sentence(f.violation)}</p>
<p>上述行为违反了${refsInWords(f.violated)}的规定。依据${refsInWords(f.basis)}和《中华人民共和国行政处罚法》第二十八条第一款的规定，现责令你（单位）${until}上述违法行为，并达到以下要求：</p>
<p>${sentence(f.requirement)}</p>
<p>本机关将于${dayInWords(f.recheckOn)}进行复查。${sentence(f.consequence)}</p>
<p>你（单位）对本通知书有异议的，可以向执法人员陈述、申辩；不服的，可以自收到本通知书之日起六十日内向${f.authority.reconsiderBody}申请行政复议，或者自收到本通知书之日起六个月内依法向${f.authority.court}提起行政诉讼。</p>
${signingTable({ authority: f.authority.name, officers: f.officers, day: f.issuedOn, copy, partyLabel: html`当 事 人<br>签　　收`, dateLabel: '签收时间', sealed: true })}`;
}

/** D20 责令（限期）改正通知书: 处罚法 28; served before any fine of mode O/R (T07). */
export const correctionOrder = definePaper<CorrectionOrderFacts>({
  code: 'D20',
  title: '责令改正通知书',
  version: 1,
  facts,
  copies: ['第一联　存档', '第二联　交当事人'],
  number: (f) => f.docNo,
  body,
});
