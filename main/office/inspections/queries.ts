import { and, desc, eq } from 'drizzle-orm';
import type { CodeFilter, CodePage, CodeRate, CodeRow } from '../../../preload/contract/inspections.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Ledger, ReadLedger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import type { Settings } from '../settings/index.ts';
import { countedAs, hostsOf, isLate, stateOf } from './rules.ts';
import { storyOf } from './story.ts';
import { type CodeRecord, codes, type ProofRecord, proofs } from './tables.ts';

export interface CodeQueries {
  list(ask: { filter: CodeFilter; words: string; offset: number; limit: number }): {
    total: number;
    rows: CodeRow[];
    tally: Record<string, number>;
    rate: CodeRate;
  };
  /** Refuses INS-101. */
  page(codeId: string): CodePage;
  /** The code of exactly this text, also a withdrawn one. */
  byText(read: ReadLedger, text: string): CodeRecord | undefined;
  /** Codes in whose text, party, matter or place these words stand, the newest checks first; at most `limit`. */
  found(words: string, limit: number): CodeRow[];
  /** Grows with everything that is recorded of the code itself. */
  versionOf(codeId: string): number;
  /** Hosts of the platform that the town has entered; empty = any. */
  hosts(): string[];
}

export function createCodeQueries(on: {
  ledger: Ledger;
  clock: Clock;
  people: People;
  settings: Settings;
}): CodeQueries {
  const { ledger, clock, people, settings } = on;
  const { read } = ledger;
  const nowAnd = () => ({
    now: clock.now(),
    today: clock.today(),
    patrols: settings.parameters().inspectionPatrolsCount,
    demo: ledger.info.kind === 'demo',
  });
  const versionOf = (codeId: string) => ledger.journal.bySubject(codeId).at(-1)?.subjectVersion ?? 0;
  const view = (row: CodeRecord, pictures: readonly ProofRecord[], at: ReturnType<typeof nowAnd>) => {
    const facts = { ...row, proofs: pictures };
    const { counted, why } = countedAs(facts, at);
    const { id, text, partyName, matter, kind, checkOn, withdrawn, proofDueAt, simulated } = row;
    const state = stateOf(facts);
    const shown: CodeRow = {
      ...{ id, text, partyName, matter, kind, checkOn, withdrawn, simulated, state, counted },
      proofDueAt: state === 'MISSING' ? proofDueAt : null,
    };
    return { shown, why };
  };
  /** Every code, the newest check first: a town registers a few thousand a year. */
  const all = (): CodeRow[] => {
    const at = nowAnd();
    const pictures = Map.groupBy(
      read.select().from(proofs).where(eq(proofs.withdrawn, false)).all(),
      (one) => one.codeId,
    );
    return read
      .select()
      .from(codes)
      .orderBy(desc(codes.checkOn), desc(codes.registeredAt), desc(codes.id))
      .all()
      .map((row) => view(row, pictures.get(row.id) ?? [], at).shown);
  };
  const holds = (row: CodeRow, words: string) =>
    [row.text, row.partyName, row.matter].some((text) => text.toLowerCase().includes(words.toLowerCase()));

  return {
    list({ filter, words, offset, limit }) {
      const rows = all();
      const { today, patrols } = nowAnd();
      const year = Number(today.slice(0, 4));
      const ofYear = rows.filter((row) => row.checkOn.startsWith(`${year}-`));
      const shown = ofYear.filter((row) => row.counted === 'SHOWN').length;
      const missed = ofYear.filter((row) => row.counted === 'MISSED').length;
      const wanted = rows.filter((row) => isOf(row, filter) && holds(row, words));
      return {
        total: wanted.length,
        rows: wanted.slice(offset, offset + limit),
        tally: tallyOf(rows),
        rate: { year, shown, due: shown + missed, patrols },
      };
    },
    page(codeId) {
      const row =
        read.select().from(codes).where(eq(codes.id, codeId)).get() ??
        refuse('INS-101', '没有登记这个行政行为码，请刷新后再选。');
      const pictures = read
        .select()
        .from(proofs)
        .where(and(eq(proofs.codeId, codeId)))
        .orderBy(proofs.keptAt, proofs.id)
        .all();
      const counting = pictures.filter((one) => !one.withdrawn);
      const { shown, why } = view(row, counting, nowAnd());
      const journal = [codeId, ...pictures.map((one) => one.id)]
        .flatMap((subject) => ledger.journal.bySubject(subject))
        .sort((a, b) => a.deskSeq - b.deskSeq);
      return {
        ...shown,
        uscc: row.uscc,
        subjectId: row.subjectId,
        place: row.place,
        officers: row.officers.map((one) => ({ ...one })),
        issuedOn: row.issuedOn,
        version: versionOf(codeId),
        registeredBy: people.nameOf(row.registeredBy),
        registeredAt: row.registeredAt,
        shown: row.shownHow === null || row.shownAt === null ? null : { how: row.shownHow, at: row.shownAt },
        evaluation: row.score === null ? null : { score: row.score, comment: row.comment, anonymous: row.anonymous },
        proofs: counting.map(({ id, kind, sha256, sizeBytes, keptBy, keptAt }) => ({
          ...{ id, kind, sha256, sizeBytes, keptAt, keptBy: people.nameOf(keptBy) },
          late: kind === 'CODE_PICTURE' && isLate(row.proofDueAt, keptAt),
        })),
        countedWhy: why,
        story: storyOf(journal)
          .map(({ action: { hash, at, actor }, line }) => ({ hash, at, actor: people.nameOf(actor), ...line }))
          .reverse(),
      };
    },
    byText: (from, text) => from.select().from(codes).where(eq(codes.text, text)).orderBy(codes.registeredAt).get(),
    found: (words, limit) =>
      all()
        .filter((row) => holds(row, words))
        .slice(0, limit),
    versionOf,
    hosts: () => hostsOf(settings.parameters().inspectionCodeHosts),
  };
}

/** Withdrawn ones stand in their own list and in that of all. */
function isOf(row: CodeRow, filter: CodeFilter): boolean {
  if (filter === 'ALL') return true;
  if (filter === 'WITHDRAWN' || row.withdrawn) return row.withdrawn && filter === 'WITHDRAWN';
  return filter === 'MISSED' ? row.counted === 'MISSED' : row.state === filter;
}

function tallyOf(rows: readonly CodeRow[]): Record<string, number> {
  const filters: readonly CodeFilter[] = [
    'ALL',
    'BOUND',
    'MISSING',
    'SHOWN',
    'SCANNED',
    'EVALUATED',
    'MISSED',
    'WITHDRAWN',
  ];
  return Object.fromEntries(filters.map((filter) => [filter, rows.filter((row) => isOf(row, filter)).length]));
}
