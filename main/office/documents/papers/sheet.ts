import QRCode from 'qrcode';
import { html, Markup } from './markup.ts';

/** Layout of one rendering: how many pages each copy fills, known only after a first rendering. */
export interface Layout {
  readonly pagesPerCopy: number;
  readonly checkCode: string;
}

/** What stands around the text of a paper: heading, copies, marks, footer. */
interface Sheet {
  readonly title: string;
  /** `D36/1`, printed in the footer at 8 pt. */
  readonly template: string;
  readonly marks: { readonly demo: boolean; readonly simulated: boolean };
  /** What the QR and the footer say next to the check code: the document number, or the title where there is none. */
  readonly number: string;
  readonly copies: readonly string[];
  readonly layout: Layout;
  /** Extra style of this paper only. */
  readonly style: string;
  /** Papers that are numbered by the binder, or not at all (cover, contents, 备考表), have no page numbers of their own. */
  readonly unnumbered: boolean;
  readonly body: (copy: number) => Markup;
}

// GB/T 9704 and domain.md §2.6: A4, top 37 mm, left 28 mm, text area 156 × 225 mm.
const STYLE = `
html { font-family: 'Noto Serif SC', 'Noto Serif CJK SC', 'Songti SC', SimSun, SimSun-ExtB, serif; font-size: 11pt; line-height: 1.55; color: #000; }
body { margin: 0; text-align: justify; overflow-wrap: anywhere; line-break: strict; font-variant-numeric: tabular-nums; }
.copy { position: relative; } .copy + .copy { break-before: page; }
h1, h2 { text-align: center; font-weight: 700; margin: 0; line-height: 1.3; break-after: avoid; text-wrap: balance; }
h1 { font-size: 19pt; } h2 { font-size: 22pt; letter-spacing: .08em; margin-top: 1mm; }
.number { text-align: right; margin: 2.5mm 0 2mm; min-height: .8em; text-indent: 0; break-after: avoid; }
.subtitle { text-align: center; font-size: 13pt; text-indent: 0; break-after: avoid; }
.whole { display: inline-block; text-indent: 0; } .nowrap { white-space: nowrap; }
p { margin: 0; text-indent: 2em; orphans: 2; widows: 2; }
p.flush { text-indent: 0; } p b, .label { font-weight: 700; }
.gap { margin-top: 2mm; }
table { width: calc(100% - .5mm); margin-left: .25mm; border-collapse: collapse; table-layout: fixed; line-height: 1.4; }
td, th { border: .35mm solid #000; padding: 1.1mm 1.8mm; vertical-align: middle; font-weight: 400; text-align: left; }
th { text-align: center; padding: 1.1mm 1mm; }
td.tall { writing-mode: vertical-rl; text-align: center; letter-spacing: .3em; padding: 1mm 0; }
table.form td, table.form th { height: 6.2mm; } tr.large td { height: 24mm; }
td.center { text-align: center; } td.right { text-align: right; } td.box { padding: 0; }
.keep { break-inside: avoid; } .signing { break-before: avoid; } .note { break-before: avoid; break-after: avoid; } tr { break-inside: avoid; }
a.place { display: block; color: inherit; text-decoration: none; }
.signing th { padding: .4mm; line-height: 1.3; }
.seal { text-align: center; line-height: 1.8; } .seal .hint { font-size: 9pt; }
.small { font-size: 9pt; line-height: 1.45; } .small p { text-indent: 0; }
.end { text-align: center; font-size: 9pt; margin-top: 1.5mm; text-indent: 0; }
.mono { font-family: 'Noto Sans Mono', 'DejaVu Sans Mono', Consolas, monospace; font-size: 8pt; text-align: left; }
.watermark { position: fixed; inset: 0; z-index: -1; display: flex; align-items: center; justify-content: center; }
.watermark span { transform: rotate(-32deg); font-size: 104pt; font-weight: 700; letter-spacing: .4em; color: #ececec; white-space: nowrap; }
.fonts { position: absolute; visibility: hidden; height: 0; width: 0; overflow: hidden; }
`;

/** For papers that should stay on one A4 sheet: smaller type and tighter margins than GB/T 9704. */
export const DENSE =
  '@page { margin-top: 28mm; margin-bottom: 27mm; } html { font-size: 10.5pt; line-height: 1.48; } tr.large td { height: 16mm; }';

/** A CSS string literal. */
const css = (text: string) =>
  `"${text
    .toWellFormed()
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ')
    .replace(/["\\<>&]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `)}"`;

/** QR as an SVG image for the page margin. `size` in millimetres. */
function qrImage(text: string, size: number): string {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const squares: string[] = [];
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) squares.push(`M${column} ${row}h1v1h-1z`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}mm" height="${size}mm" viewBox="-2 -2 ${modules.size + 4} ${modules.size + 4}" shape-rendering="crispEdges"><path d="${squares.join('')}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** What the QR of a paper says: number and check code, nothing personal (domain.md §2.6). */
const qrText = (number: string, checkCode: string) => `${number} ${checkCode}`;

/** The whole HTML page of a paper. */
export function sheet(paper: Sheet): string {
  const copies = paper.copies.length > 0 ? paper.copies : [''];
  const footer = `模板 ${paper.template}　查验码 ${paper.layout.checkCode}`;
  const warnings = [
    paper.marks.demo ? '【演示】无法律效力' : '',
    paper.marks.simulated ? '【模拟设备】含模拟设备产生的数据' : '',
  ].filter((text) => text !== '');
  const small = 'font-size:8pt; font-family:"Noto Serif SC","Noto Serif CJK SC",SimSun,serif';
  const qr = qrImage(qrText(paper.number, paper.layout.checkCode), 17);
  // Each copy counts its own pages: a named page with a counter of its own.
  const pages = copies.map((mark, i) => {
    const number =
      copies.length > 1
        ? `"第 " counter(sheet-${i}) " 页　共 ${paper.layout.pagesPerCopy} 页"`
        : '"第 " counter(page) " 页　共 " counter(pages) " 页"';
    return `@page copy-${i} { counter-increment: sheet-${i};
      @top-right { content: ${css(mark)}; ${small}; font-size:10pt; vertical-align:bottom; padding-bottom:4mm; }
      @bottom-center { content: ${paper.unnumbered ? '""' : number}; ${small}; font-size:9pt; vertical-align:top; padding-top:6mm; } }
    .copy-${i} { page: copy-${i}; }`;
  });
  const style = `@page { size: A4; margin: 37mm 26mm 35mm 28mm;
    @top-left { content: ${css(warnings.join('　'))}; ${small}; vertical-align:bottom; padding-bottom:4mm; }
    @bottom-left { content: ${css(footer)}; ${small}; vertical-align:top; padding-top:6.3mm; white-space:nowrap; }
    @bottom-right { content: url("${qr}"); vertical-align:top; padding-top:4mm; } }
  ${pages.join('\n')}${STYLE}${paper.style}`;
  // Fonts come in pieces that load when a character is laid out; the page margins are laid out only when printing.
  const inMargins = `${copies.join('')}${warnings.join('')}${footer}第 页　共0123456789`;
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${paper.title}</title>
<link rel="stylesheet" href="/fonts/noto-serif-sc.css"><style>${new Markup(style)}</style></head>
<body><div class="fonts">${inMargins}</div>
${paper.marks.demo && html`<div class="watermark" aria-hidden="true"><span>演示</span></div>`}
${copies.map((_, i) => html`<section class="copy copy-${i}">${paper.body(i + 1)}</section>`)}
</body></html>`.text;
}
