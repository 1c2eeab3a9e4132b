import { PDFDict, type PDFDocument, PDFHexString, PDFName, PDFNull, PDFNumber } from '@cantoo/pdf-lib';

/** Bookmarks of a PDF, one level; `page` counts from 0. pdf-lib has no call for them (ISO 32000-1, 12.3.3). */
export function addOutline(
  pdf: PDFDocument,
  entries: readonly { readonly title: string; readonly page: number }[],
): void {
  if (entries.length === 0) return;
  const { context } = pdf;
  const root = context.nextRef();
  const refs = entries.map(() => context.nextRef());
  for (const [i, entry] of entries.entries()) {
    const item = PDFDict.withContext(context);
    const ref = refs[i];
    const previous = refs[i - 1];
    const next = refs[i + 1];
    item.set(PDFName.of('Title'), PDFHexString.fromText(entry.title));
    item.set(PDFName.of('Parent'), root);
    if (previous) item.set(PDFName.of('Prev'), previous);
    if (next) item.set(PDFName.of('Next'), next);
    item.set(
      PDFName.of('Dest'),
      context.obj([pdf.getPage(entry.page).ref, PDFName.of('XYZ'), PDFNull, PDFNull, PDFNull]),
    );
    if (ref) context.assign(ref, item);
  }
  const outlines = PDFDict.withContext(context);
  const [first] = refs;
  const last = refs.at(-1);
  outlines.set(PDFName.of('Type'), PDFName.of('Outlines'));
  if (first) outlines.set(PDFName.of('First'), first);
  if (last) outlines.set(PDFName.of('Last'), last);
  outlines.set(PDFName.of('Count'), PDFNumber.of(refs.length));
  context.assign(root, outlines);
  pdf.catalog.set(PDFName.of('Outlines'), root);
}
