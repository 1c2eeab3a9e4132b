import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { refuse } from '../../../../preload/contract/refusal.ts';
import { canonicalText } from '../canonical.ts';
import { openPdf } from '../open-pdf.ts';
import type { RenderPdf } from '../render-pdf.ts';
import type { Markup } from './markup.ts';
import { findPlaces } from './places.ts';
import { type Layout, sheet } from './sheet.ts';

interface Marked {
  readonly marks: { readonly demo: boolean; readonly simulated: boolean };
}

/** What one paper is made of. */
interface Draft<Facts extends Marked> {
  readonly code: string;
  readonly title: string;
  /** Goes up with every change that can be seen. */
  readonly version: number;
  readonly facts: z.ZodType<Facts>;
  /** Marks of the copies, e.g. 第一联 存档; each copy is printed as its own sheet. Left out for a single sheet. */
  readonly copies?: readonly string[];
  /** Number that the QR tells; the title where the paper has none. */
  readonly number?: (facts: Facts) => string;
  readonly style?: string;
  /** Case-file pieces that carry no page number of their own. */
  readonly unnumbered?: boolean;
  readonly body: (facts: Facts, copy: number) => Markup;
}

/** One paper: a pure function from facts to HTML. */
export interface Paper<Facts> {
  readonly code: string;
  readonly title: string;
  /** `D36/1`, printed in the footer and kept with the document. */
  readonly template: string;
  readonly facts: z.ZodType<Facts>;
  readonly copies: readonly string[];
  readonly html: (facts: Facts, layout: Layout) => string;
}

/** Puts a paper on its sheet. */
export function definePaper<Facts extends Marked>(draft: Draft<Facts>): Paper<Facts> {
  const template = `${draft.code}/${draft.version}`;
  const copies = draft.copies ?? [];
  return {
    code: draft.code,
    title: draft.title,
    template,
    facts: draft.facts,
    copies,
    html: (facts, layout) => {
      const number = draft.number?.(facts) ?? '';
      return sheet({
        title: `${draft.title} ${number}`.trim(),
        template,
        marks: facts.marks,
        number: number === '' ? draft.title : number,
        copies,
        layout,
        style: draft.style ?? '',
        unnumbered: draft.unnumbered ?? false,
        body: (copy) => draft.body(facts, copy),
      });
    },
  };
}

/**
 * Check code printed on the paper and held in its QR: eight hex digits of the SHA-256 over the canonical facts.
 * The hash of the PDF bytes cannot stand inside those bytes, so the code is taken from what the paper says:
 * whoever holds the ledger recomputes it from the stored facts, and the ledger ties the facts to the bytes' hash.
 */
export function checkCode<Facts>(paper: Paper<Facts>, facts: Facts): string {
  const content = canonicalText({ template: paper.template, facts });
  return createHash('sha256').update(content, 'utf8').digest('hex').slice(0, 8);
}

export interface RenderedPaper {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly checkCode: string;
  /** `D36/1`, printed in the footer and kept with the document. */
  readonly template: string;
}

/** Facts → PDF. Refuses DOC-401 for facts that the paper cannot be made of, DOC-402 for a renderer that loses the boxes. */
export async function renderPaper<Facts>(render: RenderPdf, paper: Paper<Facts>, given: Facts): Promise<RenderedPaper> {
  const parsed = paper.facts.safeParse(given);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    refuse('DOC-401', `《${paper.title}》的内容不完整，文书没有生成，已填的内容没有丢。请补齐后再试。`, {
      field,
      detail: { issues: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`) },
    });
  }
  const code = checkCode(paper, parsed.data);
  const sheets = Math.max(1, paper.copies.length);
  const once = async (pagesPerCopy: number) => {
    const page = paper.html(parsed.data, { pagesPerCopy, checkCode: code });
    const bytes = await render(page);
    const pdf = await openPdf(bytes);
    // Nobody should sign a paper on which the signature cannot be placed afterwards.
    if ((await findPlaces(pdf)).length !== page.split('class="place"').length - 1)
      refuse(
        'DOC-402',
        `《${paper.title}》的签名栏没有排进文件，文书没有生成，已填的内容没有丢。请重试；仍不行请联系技术支持。`,
      );
    return { pdf: bytes, pages: pdf.getPageCount() };
  };
  // CSS cannot count the pages of one copy, so a paper that turns out longer than a page is set a second time.
  let made = await once(1);
  if (sheets > 1 && made.pages !== sheets) made = await once(made.pages / sheets);
  return { ...made, checkCode: code, template: paper.template };
}
