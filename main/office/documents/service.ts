import { desc, eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import { type DocumentView, PAPERS, type PaperCode } from '../../../preload/contract/documents.ts';
import type { Authority } from '../../../preload/contract/powers.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import { act, type Ledger, type NewAction, type ReadLedger } from '../ledger/index.ts';
import type { Settings } from '../settings/index.ts';
import { documentDelivered, documentNumbered, documentRendered, documentVoided, type Signer } from './actions.ts';
import { nextSeq } from './numbering.ts';
import { formatNumber } from './numbers-rules.ts';
import { checkCode, renderPaper } from './papers/paper.ts';
import { type KindOfPaper, paperOf } from './registry.ts';
import type { RenderPdf } from './render-pdf.ts';
import { type DocumentRecord, documents, printTally } from './tables.ts';

/** What is needed to open a paper: its facts without the number, and who has to sign. */
export interface NewPaper<Facts> {
  readonly kind: KindOfPaper<Facts>;
  readonly authority: Authority;
  readonly caseId: string | null;
  readonly facts: (docNo: string) => Facts;
  readonly signers: readonly Signer[];
  readonly simulated: boolean;
}

export interface Documents {
  /** Takes the number inside the recording transaction (T15) and gives the action that freezes the facts. */
  open<Facts>(
    inside: ReadLedger,
    paper: NewPaper<Facts>,
  ): { id: string; number: string; template: string; action: NewAction<never> };
  /** Renders from the frozen facts, stores, records. Safe to repeat: a stored paper is never made again. */
  make(actor: string, documentId: string): Promise<DocumentView>;
  /** Refuses DOC-101. */
  get(documentId: string): DocumentView;
  record(documentId: string): DocumentRecord;
  ofCase(caseId: string): DocumentView[];
  /** Papers whose check code ends these words: typed alone, or scanned as `number code`. */
  byCheckCode(words: string): DocumentRecord[];
  /** A bound case file whose bytes are already stored. */
  bound(file: {
    authorityId: string;
    caseId: string;
    number: string;
    sha256: string;
    pages: number;
    simulated: boolean;
  }): {
    id: string;
    actions: NewAction<never>[];
  };
  delivered(documentId: string): NewAction<never>;
  voided(documentId: string, reason: string): NewAction<never>;
  printed(documentId: string, copies: number): void;
}

export function createDocuments(ledger: Ledger, clock: Clock, settings: Settings, render: RenderPdf): Documents {
  const find = (id: string): DocumentRecord =>
    ledger.read.select().from(documents).where(eq(documents.id, id)).get() ??
    refuse('DOC-101', '没有这份文书，请刷新后再试。');
  const view = (row: DocumentRecord): DocumentView => ({
    id: row.id,
    paper: row.paper,
    title: row.title,
    number: row.number,
    state: row.state,
    sha256: row.sha256,
    signedSha256: row.signedSha256,
    pages: row.pages,
    templateVersion: row.template,
    madeAt: row.madeAt,
    checkCode: row.checkCode,
    signatures: row.signers.map((signer) => {
      const given = row.signatures.find((one) => one.role === signer.role);
      return {
        role: signer.role,
        name: signer.name,
        state: given?.state ?? 'WAITING',
        at: given?.at ?? null,
        note: given?.note ?? '',
      };
    }),
    voidReason: row.voidReason,
    printed:
      ledger.read.select({ n: printTally.copies }).from(printTally).where(eq(printTally.documentId, row.id)).get()?.n ??
      0,
  });
  return {
    open(inside, paper) {
      const { kind, authority } = paper;
      const on = clock.today();
      const year = Number(on.slice(0, 4));
      const parameters = settings.parameters();
      const seq = kind.word === '' ? 0 : nextSeq(inside, { docPrefix: authority.docPrefix, word: kind.word, year });
      const number =
        kind.word === ''
          ? ''
          : formatNumber(
              { prefix: authority.docPrefix, word: kind.word, year, seq },
              { template: parameters.documentNumberTemplate, width: parameters.documentNumberWidth },
            );
      const facts = kind.paper.facts.safeParse(paper.facts(number));
      if (!facts.success) {
        const field = facts.error.issues[0]?.path.join('.') ?? '';
        refuse('DOC-401', `《${kind.paper.title}》还缺内容（${field}），没有取号，已填的内容没有丢。请补齐后再试。`, {
          field,
        });
      }
      const id = uuid();
      const action = act(documentNumbered, id, {
        paper: kind.code,
        title: PAPERS[kind.code],
        number,
        word: kind.word,
        authorityId: authority.id,
        year,
        seq,
        on,
        caseId: paper.caseId,
        template: kind.paper.template,
        checkCode: checkCode(kind.paper, facts.data),
        facts: facts.data as Record<string, unknown>,
        signers: [...paper.signers],
        simulated: paper.simulated,
      });
      return { id, number, template: kind.paper.template, action };
    },
    async make(actor, documentId) {
      const row = find(documentId);
      if (row.sha256 !== null || row.state === 'VOIDED') return view(row);
      const made = await renderPaper(render, paperOf(row.paper as Exclude<PaperCode, 'FILE'>), row.facts as never);
      const stored = await ledger.files.put(made.pdf, 'application/pdf');
      ledger.record(actor, (inside) => {
        const now = inside
          .select({ sha256: documents.sha256 })
          .from(documents)
          .where(eq(documents.id, documentId))
          .get();
        if (now?.sha256 != null) return [];
        return [act(documentRendered, documentId, { sha256: stored.sha256, pages: made.pages })];
      });
      return view(find(documentId));
    },
    get: (documentId) => view(find(documentId)),
    record: find,
    ofCase: (caseId) =>
      ledger.read
        .select()
        .from(documents)
        .where(eq(documents.caseId, caseId))
        .orderBy(documents.madeAt)
        .all()
        .map(view),
    byCheckCode(words) {
      const code = /(?:^|\s)([0-9a-f]{8})$/i.exec(words.trim())?.[1]?.toLowerCase();
      if (code === undefined) return [];
      return ledger.read
        .select()
        .from(documents)
        .where(eq(documents.checkCode, code))
        .orderBy(desc(documents.madeAt))
        .all();
    },
    bound({ sha256, pages, ...file }) {
      const id = uuid();
      const on = clock.today();
      const opened = act(documentNumbered, id, {
        ...file,
        paper: 'FILE',
        title: PAPERS.FILE,
        word: '',
        year: Number(on.slice(0, 4)),
        seq: 0,
        on,
        template: 'FILE/1',
        checkCode: sha256.slice(0, 8),
        facts: {},
        signers: [],
      });
      return { id, actions: [opened, act(documentRendered, id, { sha256, pages })] };
    },
    delivered: (documentId) => act(documentDelivered, documentId, { on: clock.today() }),
    voided: (documentId, reason) => act(documentVoided, documentId, { reason, on: clock.today() }),
    printed: (documentId, copies) => {
      const before =
        ledger.read.select().from(printTally).where(eq(printTally.documentId, documentId)).get()?.copies ?? 0;
      ledger.local((tables) =>
        tables
          .insert(printTally)
          .values({ documentId, copies: before + copies })
          .onConflictDoUpdate({ target: printTally.documentId, set: { copies: before + copies } })
          .run(),
      );
    },
  };
}
