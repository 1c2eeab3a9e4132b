/** Draws every paper into docs/pictures/paper-*.png: `node test/pictures/papers.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { bindCaseFile } from '../../main/office/documents/binding.ts';
import { type Paper, renderPaper } from '../../main/office/documents/papers/paper.ts';
import { makeSignedCopy } from '../../main/office/documents/signed-copy.ts';
import { openPaperRenderer } from '../paper-renderer.ts';
import { caseFile, decisionMarks, everyPaper } from '../paper-samples.ts';
import { pixels } from '../rasterise.ts';

const FOLDER = join(import.meta.dirname, '../../docs/pictures');

/** One page of a PDF (negative: from the end) at 110 dpi in 16 greys: sharp on a screen and below 150 kB. */
function keep(name: string, pdf: Uint8Array, page = 1): void {
  const drawn = pixels(pdf, 110).at(page > 0 ? page - 1 : page);
  if (!drawn) throw new Error(`${name} has no page ${page}`);
  for (let i = 0; i < drawn.data.length; i++) drawn.data[i] = Math.round((drawn.data[i] ?? 0) / 17) * 17;
  const png = PNG.sync.write(drawn, { colorType: 0, deflateLevel: 9, filterType: 0 });
  if (png.length > 150_000) throw new Error(`${name} is ${png.length} bytes`);
  writeFileSync(join(FOLDER, `paper-${name}.png`), png);
  process.stdout.write(`paper-${name}.png ${png.length}\n`);
}

const { render, close } = await openPaperRenderer();
for (const [name, paper, facts] of everyPaper) {
  const made = await renderPaper(render, paper as unknown as Paper<never>, facts as never);
  if (name === 'decision') keep('decision-signed', await makeSignedCopy(render, made.pdf, decisionMarks));
  keep(name, made.pdf);
}
const { pdf } = await bindCaseFile(render, await caseFile(render));
keep('case-cover', pdf, 1);
keep('case-contents', pdf, 2);
keep('case-first-page', pdf, 3);
keep('case-evidence', pdf, 5);
keep('case-endnote', pdf, -2);
keep('case-ledger', pdf, -1);
await close();
