/**
 * Draws every receipt into docs/pictures/receipt-*.png: `node test/pictures/receipts.ts`. Left our printer's paper, right
 * the same receipt as receiptline draws it. Needs Chromium.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { readPapers } from '../../main/devices/simulators/escpos-paper.ts';
import { receiptBytes } from '../../main/office/receipts/layout.ts';
import { TEMPLATES } from '../../main/office/receipts/templates/index.ts';
import { PRINTER_PROFILES } from '../../preload/contract/printer-profiles.ts';
import { RECEIPT_KINDS } from '../../preload/contract/receipts.ts';
import { receiptPicture } from '../receipt-picture.ts';
import { saidBy } from '../receipt-words.ts';
import { rasteriseSvg, receiptlineMarkup, receiptlineSvg } from '../receiptline-picture.ts';

const DOTS = 384;
const GAP = 24;
const form = { width: 58, profile: PRINTER_PROFILES.standard } as const;
const papers = RECEIPT_KINDS.map((kind) => {
  const [paper] = readPapers(receiptBytes(TEMPLATES[kind].parts(TEMPLATES[kind].sample(false), 0), form), 32);
  if (!paper) throw new Error(`${kind}: nothing came out`);
  return paper;
});
const theirs = await rasteriseSvg(
  RECEIPT_KINDS.map((kind) => {
    const said = saidBy(kind, TEMPLATES[kind].sample(false), 32, 0);
    return receiptlineSvg(receiptlineMarkup(said, 32), 32);
  }),
);
for (const [i, kind] of RECEIPT_KINDS.entries()) {
  const [paper, right] = [papers[i], theirs[i]];
  if (!paper || !right) throw new Error(kind);
  const left = receiptPicture(paper, DOTS);
  const both = new PNG({ width: 2 * DOTS + 3 * GAP, height: Math.max(left.height, right.height) + 2 * GAP });
  both.data.fill(255);
  PNG.bitblt(left, both, 0, 0, left.width, left.height, GAP, GAP);
  PNG.bitblt(right, both, 0, 0, right.width, right.height, DOTS + 2 * GAP, GAP);
  const png = PNG.sync.write(both, { colorType: 0, deflateLevel: 9 });
  writeFileSync(join(import.meta.dirname, `../../docs/pictures/receipt-${kind}.png`), png);
  process.stdout.write(`receipt-${kind}.png ${png.length}\n`);
}
