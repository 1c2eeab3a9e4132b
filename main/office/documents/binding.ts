import { createHash } from 'node:crypto';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { refuse } from '../../../preload/contract/refusal.ts';
import { openPdf } from './open-pdf.ts';
import { addOutline } from './outline.ts';
import { type CaseContentsFacts, caseContents } from './papers/case-contents.ts';
import { type CaseCoverFacts, caseCover } from './papers/case-cover.ts';
import { type CaseEndnoteFacts, caseEndnote } from './papers/case-endnote.ts';
import { type EvidenceListFacts, evidenceList } from './papers/evidence-list.ts';
import { type LedgerPageFacts, ledgerPage } from './papers/ledger-page.ts';
import { html, Markup } from './papers/markup.ts';
import { renderPaper } from './papers/paper.ts';
import type { RenderPdf } from './render-pdf.ts';

/**
 * Order of an on-the-spot case file after domain.md §2.5: decision and its service, other papers to the party,
 * evidence, statement and defence, money, filing with the authority. A 送达回证 goes with the paper it serves.
 */
const SECTIONS = ['DECISION', 'NOTICE', 'EVIDENCE', 'DEFENCE', 'MONEY', 'FILING'] as const;
export type Section = (typeof SECTIONS)[number];

export interface FiledDocument {
  readonly section: Section;
  readonly title: string;
  readonly docNo: string;
  readonly responsible: string;
  /** Legal day of the document, null where it has none. */
  readonly on: string | null;
  readonly note: string;
  readonly pdf: Uint8Array;
  /** How many equal copies the PDF holds (三联 = 3); only the first goes into the file. */
  readonly copies: number;
}

type Common = Pick<CaseCoverFacts, 'marks' | 'authority'>;

export interface CaseFile extends Common {
  readonly cover: Omit<CaseCoverFacts, 'marks' | 'authority' | 'docNo' | 'pieces' | 'pages'>;
  readonly documents: readonly FiledDocument[];
  readonly evidence: EvidenceListFacts['rows'];
  readonly endnote: Pick<CaseEndnoteFacts, 'notes' | 'archivedBy' | 'checkedBy'>;
  readonly ledger: Pick<LedgerPageFacts, 'head' | 'at'>;
}

export interface BoundFile {
  readonly pdf: Uint8Array;
  /** All pages, with cover, contents and the pages after the documents. */
  readonly pages: number;
  readonly pieces: number;
  readonly numberedPages: number;
  readonly contents: CaseContentsFacts['rows'];
}

const A4 = { width: 595.28, height: 841.89 };

/** By section, then by day, then as given. */
export function inFilingOrder(documents: readonly FiledDocument[]): readonly FiledDocument[] {
  const rank = (one: FiledDocument) => SECTIONS.indexOf(one.section);
  return [...documents].sort((a, b) => rank(a) - rank(b) || (a.on ?? '9999').localeCompare(b.on ?? '9999'));
}

/** Opens a document and says which of its pages are filed. Refuses DOC-421 when the bytes are no PDF. */
async function open(one: FiledDocument): Promise<{ filed: FiledDocument; source: PDFDocument; count: number }> {
  const source = await openPdf(one.pdf).catch((cause: unknown) =>
    refuse(
      'DOC-421',
      `案卷没有装订成：文书“${one.title}”打不开，原件没有改动。请核验账本，或重新生成该文书后再装订。`,
      { cause },
    ),
  );
  return { filed: one, source, count: Math.max(1, Math.ceil(source.getPageCount() / one.copies)) };
}

/** Adds pages as A4 upright: as they are where they fit, otherwise shrunk and centred. Boxes for signatures go. */
async function addPages(target: PDFDocument, source: PDFDocument, count: number): Promise<void> {
  for (const [index, page] of source.getPages().slice(0, count).entries()) {
    const { width, height } = page.getSize();
    if (Math.abs(width - A4.width) < 3 && Math.abs(height - A4.height) < 3 && page.getRotation().angle === 0) {
      const [copied] = await target.copyPages(source, [index]);
      if (!copied) continue;
      copied.node.delete(PDFName.of('Annots'));
      target.addPage(copied);
      continue;
    }
    const sheet = target.addPage([A4.width, A4.height]);
    const [picture] = await target.embedPdf(source, [index]);
    if (!picture) continue;
    const room = { width: A4.width - 80, height: A4.height - 140 };
    const scale = Math.min(1, room.width / picture.width, room.height / picture.height);
    sheet.drawPage(picture, {
      x: (A4.width - picture.width * scale) / 2,
      y: (A4.height - picture.height * scale) / 2,
      xScale: scale,
      yScale: scale,
    });
  }
}

/** 卷内页号 in the upper right corner of each page. */
function pageNumbers(total: number): string {
  const sections = Array.from(
    { length: total },
    (_, i) => html`<section><span>卷内页号　第 ${i + 1} 页　共 ${total} 页</span></section>`,
  );
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>页号</title><link rel="stylesheet" href="/fonts/noto-serif-sc.css">
<style>${new Markup(`@page{size:${A4.width}pt ${A4.height}pt;margin:0}`)}body{margin:0;font-family:'Noto Serif SC','Noto Serif CJK SC',SimSun,serif;font-size:9.5pt}
section{position:relative;height:290mm;overflow:hidden}section+section{break-before:page}span{position:absolute;top:11mm;right:26mm;border:.25mm solid #000;padding:.6mm 2.4mm}</style></head><body>${sections}</body></html>`
    .text;
}

async function drawPageNumbers(render: RenderPdf, pdf: PDFDocument, from: number, total: number): Promise<void> {
  if (total === 0) return;
  const stamps = await pdf.embedPdf(
    await render(pageNumbers(total)),
    Array.from({ length: total }, (_, i) => i),
  );
  for (const [i, stamp] of stamps.entries()) {
    const page = pdf.getPage(from + i);
    page.drawPage(stamp, { x: 0, y: page.getHeight() - stamp.height });
  }
}

/**
 * Binds a case file into one PDF: cover, contents, documents with running page numbers, evidence list, 备考表 and
 * the page with the ledger's head. Cover, contents and what follows the documents carry no number (domain.md §2.5).
 */
export async function bindCaseFile(render: RenderPdf, file: CaseFile): Promise<BoundFile> {
  const common = { marks: file.marks, authority: file.authority, docNo: '' };
  const withList: FiledDocument[] = [...file.documents];
  if (file.evidence.length > 0) {
    const list = await renderPaper(render, evidenceList, {
      ...common,
      docNo: file.cover.decisionNo,
      rows: file.evidence,
    });
    const filed = { title: '证据清单', docNo: '', responsible: file.authority.name, on: file.cover.boundOn, note: '' };
    withList.push({ ...filed, section: 'EVIDENCE', pdf: list.pdf, copies: 1 });
  }
  const documents = await Promise.all(inFilingOrder(withList).map(open));
  const starts = documents.map((_, i) => documents.slice(0, i).reduce((sum, one) => sum + one.count, 1));
  const contents = documents.map(({ filed, count }, i) => {
    const pageFrom = starts[i] ?? 1;
    const { docNo, responsible, title, on, note } = filed;
    return { docNo, responsible, title, on, note, pageFrom, pageTo: pageFrom + count - 1 };
  });
  const pieces = documents.length;
  const pages = documents.reduce((sum, one) => sum + one.count, 0);

  const cover = await renderPaper(render, caseCover, {
    ...common,
    ...file.cover,
    docNo: file.cover.archiveNo,
    pieces,
    pages,
  });
  const list = await renderPaper(render, caseContents, { ...common, rows: contents });
  const endnote = await renderPaper(render, caseEndnote, {
    ...common,
    ...file.endnote,
    pieces,
    pages,
    on: file.cover.boundOn,
  });
  const anchor = await renderPaper(render, ledgerPage, {
    ...common,
    ...file.ledger,
    documents: documents.map(({ filed }) => ({
      title: filed.title,
      docNo: filed.docNo,
      sha256: createHash('sha256').update(filed.pdf).digest('hex'),
    })),
  });

  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle(`案卷 ${file.cover.decisionNo || file.cover.archiveNo || file.cover.cause}`);
  pdf.setCreationDate(new Date(file.ledger.at));
  const outline: { title: string; page: number }[] = [];
  const add = async (title: string, source: PDFDocument, count: number) => {
    outline.push({ title, page: pdf.getPageCount() });
    await addPages(pdf, source, count);
  };
  await add('封面', await openPdf(cover.pdf), cover.pages);
  await add('卷内目录', await openPdf(list.pdf), list.pages);
  const firstNumbered = pdf.getPageCount();
  for (const { filed, source, count } of documents) await add(`${filed.title} ${filed.docNo}`.trim(), source, count);
  await add('备考表', await openPdf(endnote.pdf), endnote.pages);
  await add('账本存证页', await openPdf(anchor.pdf), anchor.pages);
  await drawPageNumbers(render, pdf, firstNumbered, pages);
  addOutline(pdf, outline);
  return { pdf: await pdf.save(), pages: pdf.getPageCount(), pieces, numberedPages: pages, contents };
}
