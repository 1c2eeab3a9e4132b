import type { PDFDocument } from '@cantoo/pdf-lib';

/** Opens a PDF as it is, dates and all. Throws when the bytes are no PDF or its pages cannot be found. */
export async function openPdf(bytes: Uint8Array): Promise<PDFDocument> {
  // Loaded with the first paper: an office that starts shows its cases sooner.
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  pdf.getPageCount(); // a truncated file loads, and fails only here
  return pdf;
}
