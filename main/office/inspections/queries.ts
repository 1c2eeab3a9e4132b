import { and, desc, eq, inArray, isNotNull, lte, notExists, or, sql } from 'drizzle-orm';
import type { CodeFilter, CodePage, CodeRate, CodeRow } from '../../../preload/contract/inspections.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Ledger, ReadLedger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import type { Settings } from '../settings/index.ts';
import { countedAs, hostsOf, isLate, lookupOf, stateOf } from './rules.ts';
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
  /** The code of this text, also a withdrawn one; scheme and host of an address in letters of either case. */
  byText(read: ReadLedger, text: string): CodeRecord | undefined;
  /** Codes in whose text, party or matter these words stand, the newest checks first; at most `limit`. */
  found(words: string, limit: number): CodeRow[];
  /** Codes told orally whose picture is owed until then (instant), the earliest first; none of the training scanner. */
  owing(until: string): { id: string; title: string; proofDueAt: string }[];
  /** Grows with everything that is recorded of the code itself. */
  versionOf(codeId: string): number;
  /** Hosts of the platform that the town has entered; empty = any. */
  hosts(): string[];
}

/** What lists and tallies go by. */
type Standing = Pick<CodeRow, 'id' | 'checkOn' | 'withdrawn' | 'state' | 'counted'>;

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
  const newestFirst = [desc(codes.checkOn), desc(codes.registeredAt), desc(codes.id)];
  /** Those in whose text, party or matter the words stand; letters of either case. */
  const holding = (words: string) =>
    words === ''
      ? undefined
      : or(
          ...[codes.text, codes.partyName, codes.matter].map((text) => sql`instr(lower(${text}), lower(${words})) > 0`),
        );
  /** Whole rows of these codes, in this order. */
  const rowsOf = (ids: readonly string[]): CodeRow[] => {
    const at = nowAnd();
    const full = new Map(
      read
        .select()
        .from(codes)
        .where(inArray(codes.id, [...ids]))
        .all()
        .map((row) => [row.id, row]),
    );
    const pictures = Map.groupBy(
      read
        .select()
        .from(proofs)
        .where(and(inArray(proofs.codeId, [...ids]), eq(proofs.withdrawn, false)))
        .all(),
      (one) => one.codeId,
    );
    return ids.flatMap((id) => {
      const row = full.get(id);
      return row === undefined ? [] : [view(row, pictures.get(id) ?? [], at).shown];
    });
  };
  /** How every code stands, the newest check first: only what a tally needs, a town registers a few thousand a year. */
  const standings = (): Standing[] => {
    const at = nowAnd();
    const pictures = Map.groupBy(
      read
        .select({ codeId: proofs.codeId, kind: proofs.kind, keptAt: proofs.keptAt })
        .from(proofs)
        .where(eq(proofs.withdrawn, false))
        .all(),
      (one) => one.codeId,
    );
    const { id, kind, checkOn, shownHow, proofDueAt, score, withdrawn, simulated } = codes;
    return read
      .select({ id, kind, checkOn, shownHow, proofDueAt, score, withdrawn, simulated })
      .from(codes)
      .orderBy(...newestFirst)
      .all()
      .map((row) => {
        const facts = { ...row, proofs: pictures.get(row.id) ?? [] };
        const { counted } = countedAs(facts, at);
        return { id: row.id, checkOn: row.checkOn, withdrawn: row.withdrawn, state: stateOf(facts), counted };
      });
  };

  return {
    list({ filter, words, offset, limit }) {
      const all = standings();
      const { today, patrols } = nowAnd();
      const year = Number(today.slice(0, 4));
      const ofYear = all.filter((one) => one.checkOn.startsWith(`${year}-`));
      const shown = ofYear.filter((one) => one.counted === 'SHOWN').length;
      const missed = ofYear.filter((one) => one.counted === 'MISSED').length;
      const held = holding(words);
      const named = new Set(
        held === undefined
          ? []
          : read
              .select({ id: codes.id })
              .from(codes)
              .where(held)
              .all()
              .map((one) => one.id),
      );
      const wanted = all.filter((one) => isOf(one, filter) && (held === undefined || named.has(one.id)));
      return {
        total: wanted.length,
        rows: rowsOf(wanted.slice(offset, offset + limit).map((one) => one.id)),
        tally: tallyOf(all),
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
    byText: (from, text) =>
      from
        .select()
        .from(codes)
        .where(eq(codes.lookup, lookupOf(text)))
        .orderBy(codes.registeredAt)
        .get(),
    found: (words, limit) =>
      rowsOf(
        read
          .select({ id: codes.id })
          .from(codes)
          .where(holding(words))
          .orderBy(...newestFirst)
          .limit(limit)
          .all()
          .map((one) => one.id),
      ),
    owing: (until) => {
      const picture = and(eq(proofs.codeId, codes.id), eq(proofs.kind, 'CODE_PICTURE'), eq(proofs.withdrawn, false));
      return read
        .select({ id: codes.id, partyName: codes.partyName, matter: codes.matter, proofDueAt: codes.proofDueAt })
        .from(codes)
        .where(
          and(
            ...[eq(codes.withdrawn, false), eq(codes.shownHow, 'ORAL')],
            ...[isNotNull(codes.proofDueAt), lte(codes.proofDueAt, until)],
            // In the demo everything is training.
            ledger.info.kind === 'demo' ? undefined : eq(codes.simulated, false),
            notExists(read.select({ id: proofs.id }).from(proofs).where(picture)),
          ),
        )
        .orderBy(codes.proofDueAt)
        .limit(100)
        .all()
        .map(({ id, partyName, matter, proofDueAt }) => ({
          ...{ id, title: `${partyName} ${matter}`, proofDueAt: proofDueAt ?? until },
        }));
    },
    versionOf,
    hosts: () => hostsOf(settings.parameters().inspectionCodeHosts),
  };
}

/** Withdrawn ones stand in their own list and in that of all. */
function isOf(row: Standing, filter: CodeFilter): boolean {
  if (filter === 'ALL') return true;
  if (filter === 'WITHDRAWN' || row.withdrawn) return row.withdrawn && filter === 'WITHDRAWN';
  return filter === 'MISSED' ? row.counted === 'MISSED' : row.state === filter;
}

function tallyOf(rows: readonly Standing[]): Record<string, number> {
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
