import { createHash } from 'node:crypto';
import type { Penalty } from '../preload/contract/county.ts';
import type { Identity } from './identity.ts';
import { listPenalties } from './penalties.ts';
import type { Storage } from './storage.ts';

const STYLE = `
:root{color-scheme:light;font:16px/1.6 "Microsoft YaHei","Noto Sans CJK SC","PingFang SC",sans-serif;color:#1d2733}
body{margin:0;background:#f3f5f9}
header{background:#14386b;color:#fff;padding:20px 32px;display:flex;align-items:baseline;gap:16px}
header h1{font-size:22px;margin:0;letter-spacing:.05em}
header .kind{border:1px solid #ffffff88;border-radius:3px;padding:0 10px;font-size:14px}
main{max-width:1180px;margin:0 auto;padding:24px 32px 48px}
.figures{display:flex;gap:16px;margin-bottom:8px}
.figures div{flex:1;background:#fff;border-top:3px solid #1b5fc1;padding:14px 20px}
.figures b{display:block;font-size:28px;font-variant-numeric:tabular-nums;line-height:1.3}
.figures span,.note{color:#5a6675;font-size:14px}
h2{font-size:17px;margin:28px 0 8px;color:#14386b}
.sheet{background:#fff;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:7px 14px;text-align:left;border-bottom:1px solid #e4e8ef;white-space:nowrap}
th{background:#eaeff7;font-weight:600}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
td.w{white-space:normal;min-width:16em}
code{font-family:Consolas,"DejaVu Sans Mono",monospace;font-size:13px;color:#445}
.empty{padding:18px;color:#5a6675;text-align:center}
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`;

const STATES: Readonly<Record<Penalty['state'], string>> = {
  FOUND: '已受理',
  INFORMED: '已告知',
  NUMBERED: '已编号',
  ISSUED: '已决定',
  RECORDED: '已备案',
  PAID: '已缴款',
  CLOSED: '已结案',
  EXEMPTED: '首违不罚',
  ABANDONED: '已终止',
  VOIDED: '已作废',
};

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const instantText = (at: Date | null) =>
  at === null ? '—' : at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
const yuan = (fen: number | null) =>
  fen === null ? '—' : `¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;

interface Column {
  readonly title: string;
  readonly look?: 'n' | 'w' | 'code';
}

function table(columns: readonly Column[], rows: readonly (readonly string[])[], empty: string): string {
  if (rows.length === 0) return `<div class="sheet"><p class="empty">${escaped(empty)}</p></div>`;
  const attribute = (look: Column['look']) => (look === 'n' || look === 'w' ? ` class="${look}"` : '');
  const head = columns.map(({ title, look }) => `<th${attribute(look)}>${escaped(title)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map((text, index) => {
      const look = columns[index]?.look;
      return `<td${attribute(look)}>${look === 'code' ? `<code>${escaped(text)}</code>` : escaped(text)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="sheet"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

interface DeskRow extends Record<string, unknown> {
  id: string;
  town: string;
  name: string;
  enrolled_at: Date;
  head: number;
  last: Date | null;
}
interface ReceiptRow extends Record<string, unknown> {
  receipt_no: number;
  town: string;
  name: string;
  desk_seq: number;
  hash: string;
  received_at: Date;
}

/** The page that a person at the county looks at: desks, receipts, penalties. Reads only. */
export async function countyPage(storage: Storage, identity: Identity): Promise<{ html: string; policy: string }> {
  const desks = await storage.query<DeskRow>(
    `select d.id, d.town, d.name, d.enrolled_at, coalesce(max(r.desk_seq), 0) as head, max(r.received_at) as last
     from desks d left join receipts r on r.desk_id = d.id group by d.id order by d.town, d.name`,
  );
  const receipts = await storage.query<ReceiptRow>(
    `select r.receipt_no, d.town, d.name, r.desk_seq, r.hash, r.received_at
     from receipts r join desks d on d.id = r.desk_id order by r.receipt_no desc limit 15`,
  );
  const [count] = await storage.query<{ all: number; open: number }>(
    `select count(*)::int as "all", (count(*) filter (where scope = 'county'))::int as open from actions`,
  );
  const penalties = await listPenalties(storage, 15);
  const figure = (value: number, word: string) =>
    `<div><b>${value.toLocaleString('en-US')}</b><span>${word}</span></div>`;
  const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="refresh" content="30">
<meta name="viewport" content="width=device-width"><title>${escaped(identity.name)}</title><style>${STYLE}</style></head><body>
<header><h1>${escaped(identity.name)}</h1><span class="kind">${identity.kind === 'demo' ? '演示' : '正式'}</span></header><main>
<section class="figures">${figure(desks.length, '已接入席位')}${figure(count?.all ?? 0, '收到的记录')}${figure(count?.open ?? 0, '其中内容上报县级')}</section>
<p class="note">镇街范围内的记录只收到头部，用来核对哈希链；内容不出镇街。每 30 秒自动刷新。</p>
<h2>当场处罚</h2>${table(
    [
      { title: '决定书文号' },
      { title: '镇街' },
      { title: '当事人' },
      { title: '案由', look: 'w' },
      { title: '罚款', look: 'n' },
      { title: '决定日期' },
      { title: '状态' },
    ],
    penalties.map((p) => [
      p.number ?? '未编号',
      p.town,
      p.party ?? '—',
      p.cause ?? '—',
      yuan(p.fineFen),
      p.issuedOn ?? '—',
      STATES[p.state],
    ]),
    '还没有收到当场处罚。席位接入并同步后显示在这里。',
  )}
<h2>席位</h2>${table(
    [
      { title: '镇街' },
      { title: '席位' },
      { title: '接入时间' },
      { title: '收到第几号', look: 'n' },
      { title: '最近一次' },
      { title: '席位编号', look: 'code' },
    ],
    desks.map((d) => [d.town, d.name, instantText(d.enrolled_at), String(d.head), instantText(d.last), d.id]),
    '还没有席位接入。发出一次性接入码，由镇街在「同步」页输入。',
  )}
<h2>最近回执</h2>${table(
    [
      { title: '回执号', look: 'n' },
      { title: '镇街' },
      { title: '席位' },
      { title: '至第几号', look: 'n' },
      { title: '链头哈希', look: 'code' },
      { title: '收到时间' },
    ],
    receipts.map((r) => [
      String(r.receipt_no),
      r.town,
      r.name,
      String(r.desk_seq),
      `${r.hash.slice(0, 16)}…`,
      instantText(r.received_at),
    ]),
    '还没有回执。',
  )}</main></body></html>`;
  return { html, policy: POLICY };
}
