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
  behaviour: longText.min(1),
  violated: legalRefs,
  /** Years looked back for an earlier exemption (T14). */
  lookBackYears: z.int().min(1).max(10),
  correctBefore: day,
  recheckOn: day,
  issuedOn: day,
});
export type FirstViolationNoticeFacts = z.infer<typeof facts>;

/** The party has corrected before this paper is made: what follows is a look, not a time limit. 处罚法 33 */
function recheck(f: FirstViolationNoticeFacts): string {
  return f.recheckOn <= f.issuedOn ? '改正情况已由执法人员当场复查。' : `本机关将于${dayInWords(f.recheckOn)}复查。`;
}

function body(f: FirstViolationNoticeFacts, copy: number): Markup {
  return html`${heading(f.authority.name, '温馨提示单', f.docNo, '（首违不罚告知书）')}${partyTable(f.party)}
<p class="gap">经查，你（单位）于${instantInWords(f.at)}，在${f.place}，${sentence(f.behaviour)}上述行为违反了${refsInWords(f.violated)}的规定。</p>
<p>经核查，你（单位）近${f.lookBackYears}年内无同类违法行为免罚记录，属初次违法；危害后果轻微，并已及时改正。依据《中华人民共和国行政处罚法》第三十三条第一款的规定，<b>本次不予行政处罚</b>。</p>
<p>现对你（单位）进行教育提醒：请自觉遵守有关法律、法规的规定，不再发生上述行为。${recheck(f)}再次发生上述行为，或者${f.lookBackYears}年内有同类违法行为的，本机关将依法处理。</p>
<p class="gap"><b>当事人承诺：</b>本人（单位）已知悉上述内容，承诺保持改正，不再发生同类违法行为。</p>
${signingTable({ authority: f.authority.name, officers: f.officers, day: f.issuedOn, copy, partyLabel: html`当 事 人<br>签　　名`, dateLabel: '签名时间', sealed: true })}`;
}

/** D38 温馨提示单 (首违不罚告知书): 处罚法 33; T14. */
export const firstViolationNotice = definePaper<FirstViolationNoticeFacts>({
  code: 'D38',
  title: '温馨提示单（首违不罚）',
  version: 2,
  facts,
  copies: ['第一联　存档', '第二联　交当事人'],
  number: (f) => f.docNo,
  body,
});
