import type { PDFDocument } from '@cantoo/pdf-lib';
import { html, type Markup } from './markup.ts';

/** Where something is put on a paper after it was made: the four signers, the date of receipt, the refusal. */
const PLACES = ['OFFICER_1', 'OFFICER_2', 'PARTY', 'PARTY_DATE', 'REFUSAL', 'WITNESS'] as const;
export type PlaceName = (typeof PLACES)[number];

/** A place found in a PDF, in points from the lower left corner of its page. */
export interface Place {
  readonly name: PlaceName;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * An empty box of the paper that can be found again in the PDF. It is a link to itself: Chromium writes its exact
 * rectangle into the page as an annotation, invisible and harmless to a reader, so that the stored bytes alone say
 * where a signature belongs. Searching for hidden text would spoil the text of the paper and only give a baseline.
 */
export function place(name: PlaceName, copy: number, heightMm: number): Markup {
  const anchor = `sign-${name}-${copy}`;
  return html`<a class="place" id="${anchor}" href="#${anchor}" style="height:${heightMm}mm"></a>`;
}

/** All places of a PDF made from our papers, page by page. */
export async function findPlaces(pdf: PDFDocument): Promise<readonly Place[]> {
  const { PDFArray, PDFDict, PDFName, PDFNumber } = await import('@cantoo/pdf-lib');
  return pdf.getPages().flatMap((page, index) => {
    const annotations = page.node.Annots();
    if (!annotations) return [];
    return annotations
      .asArray()
      .map((_, i) => annotations.lookupMaybe(i, PDFDict))
      .flatMap((annotation) => {
        const destination = annotation?.lookupMaybe(PDFName.of('Dest'), PDFName)?.decodeText() ?? '';
        const name = PLACES.find((candidate) => new RegExp(`^sign-${candidate}-\\d+$`).test(destination));
        const rect = annotation?.lookupMaybe(PDFName.of('Rect'), PDFArray);
        if (!name || !rect) return [];
        const [left = 0, bottom = 0, right = 0, top = 0] = [0, 1, 2, 3].map((i) =>
          rect.lookup(i, PDFNumber).asNumber(),
        );
        return [{ name, page: index, x: left, y: bottom, width: right - left, height: top - bottom }];
      });
  });
}
