import { z } from 'zod';
import { capitalAmount, formatYuan } from '../capital-amount.ts';
import { heading, partyTable, signingTable } from './blocks.ts';
import { common, day, fen, instant, legalRefs, longText, officers, printedParty, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { DENSE } from './sheet.ts';
import { instantInWords, officersInWords, refsInWords, sentence } from './words.ts';

const facts = common.extend({
  party: printedParty,
  officers,
  at: instant,
  place: shortText.min(1),
  cause: shortText.min(1),
  violation: longText.min(1),
  violated: legalRefs,
  basis: legalRefs,
  /** What is going to be imposed; nothing for a plain warning. */
  proposedFineFen: fen.nullable(),
  defence: z.enum(['NONE', 'MADE']),
  defenceText: longText,
  defenceAnswer: longText,
  adopted: z.enum(['', 'YES', 'PARTLY', 'NO']),
  on: day,
});
export type StatementRecordFacts = z.infer<typeof facts>;

const ADOPTED = { '': '', YES: '予以采纳。', PARTLY: '部分采纳。', NO: '不予采纳。' } as const;

function body(f: StatementRecordFacts, copy: number): Markup {
  const proposed =
    f.proposedFineFen === null
      ? '警告'
      : `罚款人民币（大写）${capitalAmount(f.proposedFineFen)}（${formatYuan(f.proposedFineFen)}）`;
  return html`${heading(f.authority.name, '当场处罚告知及陈述申辩记录', f.docNo)}${partyTable(f.party)}
<table class="form gap"><colgroup><col style="width:31mm"><col></colgroup>
<tr><th>案　　由</th><td>${f.cause}</td></tr>
<tr><th>告知时间地点</th><td>${instantInWords(f.at)}，${f.place}</td></tr>
<tr><th>执法人员</th><td>${officersInWords(f.officers)}<br>已主动出示执法证件</td></tr>
<tr><th>告知事项</th><td>一、违法事实：${sentence(f.violation)}<br>二、违反的规定：${refsInWords(f.violated)}。<br>三、处罚依据：${refsInWords(f.basis)}和《中华人民共和国行政处罚法》第五十一条。<br>四、拟当场作出的行政处罚：<b>${proposed}</b>。<br>五、你（单位）依法享有陈述和申辩的权利；执法人员应当听取并复核，不因陈述、申辩加重处罚（《中华人民共和国行政处罚法》第七条、第四十四条、第四十五条）。</td></tr>
<tr class="large"><th>当事人陈述<br>申　　辩</th><td>${f.defence === 'NONE' ? '☑不陈述、申辩　□陈述、申辩如下' : html`□不陈述、申辩　☑陈述、申辩如下：<br>${sentence(f.defenceText)}`}</td></tr>
<tr><th>复核意见</th><td>${f.defence === 'NONE' ? '／' : `${sentence(f.defenceAnswer)}${ADOPTED[f.adopted]}`}</td></tr></table>
<p class="gap flush small note">以上告知内容和记录已向当事人宣读或者交其阅读，核对无误后签名。</p>
${signingTable({ authority: f.authority.name, officers: f.officers, day: f.on, copy, partyLabel: html`当 事 人<br>签　　名`, dateLabel: '签名时间', sealed: false })}`;
}

/** D30 on the spot: oral notice and defence, signed by the party before the decision (处罚法 7, 44, 45, 51). */
export const statementRecord = definePaper<StatementRecordFacts>({
  code: 'D30',
  title: '陈述申辩记录',
  version: 1,
  facts,
  number: (f) => f.docNo,
  style: DENSE,
  body,
});
