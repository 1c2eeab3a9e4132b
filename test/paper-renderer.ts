import { join } from 'node:path';
import type { RenderPdf } from '../main/office/documents/render-pdf.ts';
import { ChromiumPaper } from '../main/shell/chromium-paper.ts';

/** The browser shell's own paper maker, for tests and pictures: one warm Chromium, the program's fonts, no network. */
export async function openPaperRenderer(): Promise<{ render: RenderPdf; close: () => Promise<void> }> {
  const paper = new ChromiumPaper(join(import.meta.dirname, '../node_modules'));
  return { render: (html) => paper.pdf(html, false), close: () => paper.close() };
}
