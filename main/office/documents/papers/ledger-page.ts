import { z } from 'zod';
import { common, instant, sha256, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { instantInTable, instantInWords } from './words.ts';

const facts = common.extend({
  head: z.object({ desk: z.string().min(1).max(60), deskSeq: z.int().min(0), hash: sha256 }),
  at: instant,
  documents: z.array(z.object({ title: shortText, docNo: z.string().max(60), sha256 })),
});
export type LedgerPageFacts = z.infer<typeof facts>;

const inGroups = (hash: string) => hash.replace(/(.{8})(?=.)/g, '$1 ');

function body(f: LedgerPageFacts): Markup {
  const rows = f.documents.map(
    (one, i) =>
      html`<tbody class="keep"><tr><td class="center">${i + 1}</td><td>${one.title}　${one.docNo}<br><span class="mono">${one.sha256}</span></td></tr></tbody>`,
  );
  return html`<h2 class="ledger">账 本 存 证 页</h2>
<table class="documents"><colgroup><col style="width:12mm"><col></colgroup><thead><tr><th>序号</th><th>卷内文书及其存档字节的校验值（SHA-256）</th></tr></thead>${rows}</table>
<div class="keep"><table class="gap head"><colgroup><col style="width:34mm"><col></colgroup>
<tr><th>台　　号</th><td>${f.head.desk}</td></tr>
<tr><th>动作序号</th><td>第 ${f.head.deskSeq} 号</td></tr>
<tr><th>账本链首校验值</th><td class="mono">${inGroups(f.head.hash)}</td></tr>
<tr><th>印制时间</th><td>${instantInWords(f.at)}（${instantInTable(f.at)}，北京时间）</td></tr></table>
<div class="gap small"><p><b>说明</b>　本系统把每一次立案、告知、签名、送达、缴款等动作依次记入账本。每一动作的校验值由动作内容和前一动作的校验值共同算得，环环相扣。上面印出的是装订本案卷时账本最后一个动作的校验值。</p>
<p>此后如有人改动、删除该动作以前的任何一条记录，重新计算得到的校验值将与本页所印不同，即可发现。核对方法：用系统的账本核验功能（ledger verify）重新计算，把第 ${f.head.deskSeq} 号动作的校验值与本页逐字比对。</p>
<p>本页只能证明印制以前的记录未被改动，不能证明印制以后的记录。</p></div><p class="end">（以下空白）</p></div>`;
}

/** Last page of a case file: the ledger's head, an anchor on paper for `verify`. */
export const ledgerPage = definePaper<LedgerPageFacts>({
  code: 'LZ',
  title: '账本存证页',
  version: 1,
  facts,
  unnumbered: true,
  style:
    'h2.ledger { margin-bottom: 5mm; } table.documents { font-size: 9.5pt; } table.head td { height: 8mm; } table.head .mono { font-size: 10pt; }',
  body,
});
