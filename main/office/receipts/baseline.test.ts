import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PNG } from 'pngjs';
import { PRINTER_PROFILES } from '../../../preload/contract/printer-profiles.ts';
import { RECEIPT_KINDS } from '../../../preload/contract/receipts.ts';
import { receiptPicture } from '../../../test/receipt-picture.ts';
import { readPapers } from '../../devices/simulators/escpos-paper.ts';
import { receiptBytes } from './layout.ts';
import { TEMPLATES } from './templates/index.ts';

const GAP = 24;

// A receipt that was changed on purpose: `node test/pictures/receipts.ts`, and look at the pictures.
test.each(RECEIPT_KINDS)(
  'matrix row 10: %s is dot for dot the picture in docs/pictures, and nothing below it',
  (kind) => {
    const form = { width: 58, profile: PRINTER_PROFILES.standard } as const;
    const [paper] = readPapers(receiptBytes(TEMPLATES[kind].parts(TEMPLATES[kind].sample(false), 0), form), 32);
    if (!paper) throw new Error('nothing came out');
    const picture = receiptPicture(paper, 384);
    const file = join(import.meta.dirname, `../../../docs/pictures/receipt-${kind}.png`);
    const kept = PNG.sync.read(readFileSync(file));
    expect(kept.height).toBeGreaterThanOrEqual(picture.height + 2 * GAP);
    let differs = 0;
    // All rows of both: below the shorter one the paper is white.
    for (let y = 0; y < kept.height - GAP; y++)
      for (let x = 0; x < picture.width; x++) {
        const now = y < picture.height ? picture.data[(y * picture.width + x) * 4] : 255;
        if (now !== kept.data[((y + GAP) * kept.width + x + GAP) * 4]) differs += 1;
      }
    expect(differs).toBe(0);
  },
);
