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
test.each(RECEIPT_KINDS)('matrix row 10: %s is dot for dot the picture in docs/pictures', (kind) => {
  const form = { width: 58, profile: PRINTER_PROFILES.standard } as const;
  const [paper] = readPapers(receiptBytes(TEMPLATES[kind].parts(TEMPLATES[kind].sample(false), 0), form), 32);
  if (!paper) throw new Error('nothing came out');
  const picture = receiptPicture(paper, 384);
  const file = join(import.meta.dirname, `../../../docs/pictures/receipt-${kind}.png`);
  const kept = PNG.sync.read(readFileSync(file));
  let differs = 0;
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++)
      if (picture.data[(y * 384 + x) * 4] !== kept.data[((y + GAP) * kept.width + x + GAP) * 4]) differs += 1;
  expect(differs).toBe(0);
});
