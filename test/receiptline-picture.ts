import { createRequire } from 'node:module';
import { PNG } from 'pngjs';
import receiptline from 'receiptline';
import { chromiumSwitches, findChromium } from '../main/shell/chromium.ts';
import type { Placed } from './receipt-picture.ts';
import type { Said } from './receipt-words.ts';

/** Every sign that means something in the markup is escaped. */
const escaped = (text: string) => text.replace(/[\\|{}~_"`^=-]/g, (sign) => `\\${sign}`);

/** Dots of a module of a QR code, and of a bar code and its height. docs/protocols/receipt-printer.md */
const QR_DOTS = { 32: 5, 48: 6 } as const;

function markupOf(said: Said, columns: 32 | 48): string {
  switch (said.kind) {
    case 'rule':
      return '---';
    case 'qr':
      return `{code:${escaped(said.content)};option:qrcode,${QR_DOTS[columns]},m}`;
    case 'barcode':
      return `{code:${said.content};option:code128,2,72,hri}`;
    case 'text': {
      const bold = said.bold ? '"' : '';
      const line = `${said.double ? '^^^' : ''}${bold}${escaped(said.text)}${bold}`;
      return { left: `|${line}`, centre: line, right: `${line}|` }[said.align];
    }
  }
}

/** A receipt in the words of another program. */
export function receiptlineMarkup(said: readonly Said[], columns: 32 | 48): string {
  return `${said.map((one) => markupOf(one, columns)).join('\n')}\n`;
}

export function receiptlineSvg(markup: string, columns: number): string {
  return receiptline.transform(markup, { cpl: columns, encoding: 'gb18030', command: 'svg', spacing: true });
}

/** Where the other program puts everything. The text below a bar code belongs to it. */
export function placedInSvg(svg: string): Placed[] {
  const groups = [...svg.matchAll(/<g transform="translate\((?<left>[\d.]+),(?<bottom>[\d.]+)\)">(?<body>.*?)<\/g>/gs)];
  return groups.flatMap(({ groups: found }): Placed[] => {
    const { left = '0', bottom = '0', body = '' } = found ?? {};
    const nowhere = { top: Number(bottom), height: 0, left: Number(left), bold: false, cells: [] };
    if (/<path d="M0,12h/.test(body)) return [{ ...nowhere, kind: 'rule' }];
    if (body.includes('<path')) return [{ ...nowhere, kind: /<path d="M0,0l/.test(body) ? 'qr' : 'barcode' }];
    const texts = [...body.matchAll(/<text(?<how>[^>]*)>(?<spans>.*?)<\/text>/gs)];
    const tall = body.includes('scale(2,2)') ? 2 : 1;
    const all = texts.flatMap(({ groups: text }) =>
      [...(text?.spans ?? '').matchAll(/<tspan x="(?<x>[\d.]+)">(?<character>.*?)<\/tspan>/gs)].map((span) => ({
        character: (span.groups?.character ?? '')
          .replaceAll('&#xa0;', ' ')
          .replaceAll('&amp;', '&')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>'),
        x: Number(left) + Number(span.groups?.x) * tall,
      })),
    );
    const cells = all.filter((one) => one.character.trim() !== '');
    if (cells.length === 0) return [];
    const bold = texts.every(({ groups: text }) => text?.how?.includes('stroke=') ?? false);
    return [{ kind: 'text', top: Number(bottom) - 24 * tall, height: 24 * tall, left: 0, bold, cells }];
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
