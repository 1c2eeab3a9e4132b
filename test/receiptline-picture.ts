import { createRequire } from 'node:module';
import { PNG } from 'pngjs';
import receiptline from 'receiptline';
import type { Paper, Piece } from '../main/devices/simulators/paper.ts';
import { chromiumSwitches, findChromium } from '../main/shell/chromium.ts';
import type { Placed } from './receipt-picture.ts';

/** Every sign that means something in the markup is escaped. */
const escaped = (text: string) => text.replace(/[\\|{}~_"`^=-]/g, (sign) => `\\${sign}`);

function markupOf(piece: Piece): string[] {
  const aligned = (line: string) => ({ left: `|${line}`, centre: line, right: `${line}|` })[piece.align];
  switch (piece.kind) {
    case 'text': {
      const text = piece.runs.map((run) => run.text).join('');
      if (/^-+$/.test(text)) return ['---'];
      const [first] = piece.runs;
      const bold = first?.bold ? '"' : '';
      return [aligned(`${first?.wide === 2 ? '^^^' : ''}${bold}${escaped(text)}${bold}`)];
    }
    case 'qr':
      return [`{code:${escaped(piece.content)};option:qrcode,${piece.module},m}`];
    case 'barcode':
      return [`{code:${piece.content};option:code128,${piece.module},${piece.height},hri}`];
    default:
      return [];
  }
}

/** The same receipt in the words of another program. */
export function receiptlineMarkup(paper: Paper): string {
  return `${paper.pieces.flatMap(markupOf).join('\n')}\n`;
}

export function receiptlineSvg(markup: string, columns: number): string {
  return receiptline.transform(markup, { cpl: columns, encoding: 'gb18030', command: 'svg', spacing: true });
}

/** Where the other program puts each character: the lines of text of its SVG. Captions of bar codes are left out. */
export function placedInSvg(svg: string): Placed[] {
  const groups = [...svg.matchAll(/<g transform="translate\((?<left>[\d.]+),(?<bottom>[\d.]+)\)">(?<body>.*?)<\/g>/gs)];
  return groups.flatMap(({ groups: found }) => {
    const { left = '0', bottom = '0', body = '' } = found ?? {};
    const texts = [...body.matchAll(/<text(?<how>[^>]*)>(?<spans>.*?)<\/text>/gs)];
    if (texts.length === 0 || body.includes('<path')) return [];
    const tall = body.includes('scale(2,2)') ? 2 : 1;
    const cells = texts.flatMap(({ groups: text }) =>
      [...(text?.spans ?? '').matchAll(/<tspan x="(?<x>[\d.]+)">(?<character>.*?)<\/tspan>/gs)].map((span) => ({
        character: (span.groups?.character ?? '')
          .replaceAll('&#xa0;', ' ')
          .replaceAll('&amp;', '&')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>'),
        x: Number(left) + Number(span.groups?.x) * tall,
      })),
    );
    return [
      { top: Number(bottom) - 24 * tall, height: 24 * tall, cells: cells.filter((one) => one.character.trim() !== '') },
    ];
  });
}

/** SVGs as pictures, drawn by the browser that this machine has. */
export async function rasteriseSvg(svgs: readonly string[]): Promise<PNG[]> {
  const { chromium } = createRequire(import.meta.url)('playwright-core') as typeof import('playwright-core');
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumSwitches() });
  try {
    const page = await browser.newPage();
    const pictures: PNG[] = [];
    for (const svg of svgs) {
      await page.setContent(`<style>*{margin:0}svg{display:block}</style>${svg}`);
      pictures.push(PNG.sync.read(await page.locator('svg').first().screenshot()));
    }
    return pictures;
  } finally {
    await browser.close();
  }
}
