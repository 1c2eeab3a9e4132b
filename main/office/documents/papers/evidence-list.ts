import { z } from 'zod';
import { heading, orSlash } from './blocks.ts';
import { common, instant, sha256, shortText } from './facts.ts';
import { html, type Markup } from './markup.ts';
import { definePaper } from './paper.ts';
import { instantInTable } from './words.ts';

const facts = common.extend({
  rows: z.array(
    z.object({
      name: z.string().min(1).max(300),
      kind: shortText,
      sizeBytes: z.int().min(0),
      sha256,
      takenBy: shortText,
      device: shortText,
      takenAt: instant.nullable(),
      simulated: z.boolean(),
      /** 备注: what is noticeable about the file; its name stays as the device gave it. */
      note: z.string().max(100),
    }),
  ),
});
export type EvidenceListFacts = z.infer<typeof facts>;

/** Bytes with thousands separators: the exact size is part of what is proved. */
const bytes = (size: number) => `${size.toLocaleString('en-US')} 字节`;

function body(f: EvidenceListFacts): Markup {
  const rows = f.rows.map(
    (
      row,
      i,
    ) => html`<tbody class="keep"><tr><td class="center" rowspan="2">${i + 1}</td><td>${row.name}${row.simulated && '（模拟设备）'}</td><td class="center">${orSlash(row.kind)}</td>
<td>${orSlash(row.takenBy)}</td><td>${orSlash(row.device)}</td><td class="center">${row.takenAt === null ? '／' : instantInTable(row.takenAt)}</td></tr>
<tr><td colspan="5"><span class="mono">SHA-256 ${row.sha256}　${bytes(row.sizeBytes)}</span>${row.note !== '' && html`<br>备注：${row.note}`}</td></tr></tbody>`,
  );
  return html`${heading(f.authority.name, '证据清单', f.docNo === '' ? '' : `所属案件：${f.docNo}`)}
<table class="evidence"><colgroup><col style="width:10mm"><col><col style="width:19mm"><col style="width:18mm"><col style="width:37mm"><col style="width:23mm"></colgroup>
<thead><tr><th>序号</th><th>文件名称</th><th>种类</th><th>取证人</th><th>设备</th><th>取证时间</th></tr></thead>${rows}</table>
<p class="gap flush small">校验值（SHA-256）在证据存入时算得并记入账本。把所存文件重新计算，得到相同的校验值，即说明内容自存入之日起未被改动。</p><p class="end">（以下空白）</p>`;
}

/** Evidence of a case with hashes (domain.md §5.4). */
export const evidenceList = definePaper<EvidenceListFacts>({
  code: 'EV',
  title: '证据清单',
  version: 1,
  facts,
  number: (f) => f.docNo,
  style:
    'table.evidence { font-size: 9.5pt; } table.evidence tbody { break-inside: avoid; } table.evidence .mono { font-size: 7.5pt; white-space: nowrap; }',
  body,
});
