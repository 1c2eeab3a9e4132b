import { and, count, desc, eq, inArray, like, or } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { EarlierMatter, Party, PartyType, Recognised } from '../../../preload/contract/subjects.ts';
import { legalDay } from '../calendar/index.ts';
import { cases, orders } from '../cases/tables.ts';
import { act, type Ledger, type NewAction, type ReadLedger } from '../ledger/index.ts';
import { cardRead, subjectRecorded } from './actions.ts';
import { maskIdNo } from './rules.ts';
import { type CardReadingRecord, cardReadings, subjects } from './tables.ts';

/** The number that tells parties apart: credit code for units (never the number of who heads it), citizen number for persons. */
export function numberOf(party: Party): string {
  return party.partyType === 'CITIZEN' ? party.idNo : party.uscc;
}

export interface Subjects {
  /**
   * The subject of this party (new, or known by its number) and the action that records what is known now.
   * Refuses SUB-102 when it names a reading of a card that is not kept.
   */
  meet(inside: ReadLedger, party: Party): { subjectId: string; action: NewAction<never> };
  recognise(no: string): Recognised | null;
  page(subjectId: string): Recognised & { partyType: PartyType };
  list(ask: { query: string; offset: number; limit: number }): {
    total: number;
    rows: {
      id: string;
      partyType: PartyType;
      name: string;
      maskedNo: string;
      address: string;
      matters: number;
      lastOn: string | null;
    }[];
  };
  /** Refuses SUB-101. */
  full(subjectId: string): Party;
  /** Module, instant and mark of a kept reading. */
  readingOf(sha256: string): CardReadingRecord | undefined;
  /** The raw reading of a card becomes evidence. */
  recordCard(actor: string, reading: { sha256: string; samId: string; simulated: boolean }): void;
}

export function createSubjects(ledger: Ledger): Subjects {
  const byNo = (inside: ReadLedger, no: string) =>
    no === '' ? undefined : inside.select().from(subjects).where(eq(subjects.no, no)).get();
  const reading = (inside: ReadLedger, sha256: string) =>
    inside.select().from(cardReadings).where(eq(cardReadings.sha256, sha256)).get();
  const byId = (id: string) =>
    ledger.read.select().from(subjects).where(eq(subjects.id, id)).get() ??
    refuse('SUB-101', '没有这个当事人，请刷新后再试。');
  const earlierOf = (subjectId: string): EarlierMatter[] => {
    const penalties = ledger.read
      .select()
      .from(cases)
      .where(eq(cases.subjectId, subjectId))
      .orderBy(desc(cases.sortOn))
      .all();
    const ordered = ledger.read.select().from(orders).where(eq(orders.subjectId, subjectId)).all();
    return [
      ...penalties
        .filter((row) => row.number !== '')
        .map((row) => ({
          kind: row.end === 'EXEMPTED' ? ('FIRST_VIOLATION' as const) : ('PENALTY' as const),
          id: row.id,
          number: row.number,
          on: row.decidedOn ?? row.sortOn,
          itemCode: row.itemCode,
          itemName: row.itemName,
          fineFen: row.fineFen,
          state: row.end === 'VOIDED' ? 'VOIDED' : row.state,
        })),
      ...ordered.map((row) => ({
        kind: 'ORDER' as const,
        id: row.id,
        number: row.number,
        on: row.issuedOn,
        itemCode: row.itemCode,
        itemName: row.itemName,
        fineFen: 0,
        state: row.state,
      })),
    ].sort((a, b) => b.on.localeCompare(a.on) || b.id.localeCompare(a.id));
  };
  const view = (row: typeof subjects.$inferSelect): Recognised & { partyType: PartyType } => {
    const earlier = earlierOf(row.id);
    return {
      subjectId: row.id,
      partyType: row.partyType,
      name: row.name,
      maskedNo: maskIdNo(row.no),
      firstSeen: row.firstSeen,
      phone: row.phone,
      address: row.address,
      earlier,
      exemptionsUsed: earlier
        .filter((one) => one.kind === 'FIRST_VIOLATION')
        .map(({ itemCode, on }) => ({ itemCode, on })),
    };
  };
  return {
    meet(inside, party) {
      const no = numberOf(party);
      if (party.cardSha256 !== null && reading(inside, party.cardSha256) === undefined) {
        refuse('SUB-102', '这次读卡的原始数据没有存下，不能作为读卡办理；请把证件再放一次，或手工录入当事人。');
      }
      const subjectId = byNo(inside, no)?.id ?? uuid();
      return { subjectId, action: act(subjectRecorded, subjectId, { party, no }) };
    },
    recognise(no) {
      const row = byNo(ledger.read, no.toUpperCase());
      return row === undefined ? null : view(row);
    },
    page: (subjectId) => view(byId(subjectId)),
    list({ query, offset, limit }) {
      const part = `%${query.trim().replace(/[%_]/g, '')}%`;
      const where =
        query.trim() === ''
          ? undefined
          : or(like(subjects.name, part), like(subjects.address, part), eq(subjects.no, query.trim().toUpperCase()));
      const rows = ledger.read
        .select()
        .from(subjects)
        .where(where)
        .orderBy(desc(subjects.lastSeen))
        .limit(limit)
        .offset(offset)
        .all();
      const ids = rows.map((row) => row.id);
      const matters = new Map(
        ledger.read
          .select({ id: cases.subjectId, n: count() })
          .from(cases)
          .where(and(inArray(cases.subjectId, ids)))
          .groupBy(cases.subjectId)
          .all()
          .map((row) => [row.id, row.n]),
      );
      return {
        total: ledger.read.select({ n: count() }).from(subjects).where(where).get()?.n ?? 0,
        rows: rows.map((row) => ({
          id: row.id,
          partyType: row.partyType,
          name: row.name,
          maskedNo: maskIdNo(row.no),
          address: row.address,
          matters: matters.get(row.id) ?? 0,
          lastOn: legalDay(row.lastSeen),
        })),
      };
    },
    full: (subjectId) => byId(subjectId).party,
    readingOf: (sha256) => reading(ledger.read, sha256),
    recordCard: (actor, kept) => void ledger.record(actor, () => [act(cardRead, uuid(), kept)]),
  };
}
