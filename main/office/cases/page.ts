import { eq } from 'drizzle-orm';
import { type CasePage, type DeadlineView, type DraftContent, draftContent } from '../../../preload/contract/cases.ts';
import { DEADLINES } from '../calendar/deadline-codes.ts';
import { type DeadlineCode, deadline, type LegalDay, prcCalendar } from '../calendar/index.ts';
import type { Recorded } from '../ledger/index.ts';
import { numberOf } from '../subjects/index.ts';
import { maskIdNo, maskPhone } from '../subjects/rules.ts';
import type { After } from './after.ts';
import type { DraftStore } from './draft-store.ts';
import { type CaseGround, caseRecord } from './ground.ts';
import { rowOf } from './list.ts';
import { type CaseRecord, orders } from './tables.ts';
import { inWords } from './timeline.ts';

/** How a date stands against today, with a word for it; colours follow the word. */
export function dueState(
  doneOn: LegalDay | null,
  legalDate: LegalDay,
  internalDate: LegalDay,
  today: LegalDay,
): DeadlineView['state'] {
  if (doneOn !== null) return 'DONE';
  if (today > legalDate) return 'OVERDUE';
  if (today === legalDate) return 'DUE';
  return today >= internalDate || prcCalendar.workingDaysBetween(today, legalDate) <= 3 ? 'SOON' : 'OK';
}

/** What a reader of the page may see of the party (domain.md §7.1); the full number is revealed by itself, and logged. */
function masked(content: DraftContent): DraftContent {
  const { party } = content;
  const guardian = party.guardian === null ? null : { ...party.guardian, phone: maskPhone(party.guardian.phone) };
  return { ...content, party: { ...party, idNo: maskIdNo(party.idNo), phone: maskPhone(party.phone), guardian } };
}

/** Voided, given up, exempted or ordered: nothing is due any more. */
const endedEarly = (row: CaseRecord) => row.end !== null && row.end !== 'PERFORMED' && row.end !== 'WARNED';

function deadlinesOf(ground: CaseGround, row: CaseRecord): DeadlineView[] {
  const today = ground.clock.today();
  const parameters = ground.settings.parameters();
  const line = (code: DeadlineCode, start: LegalDay | null, doneOn: LegalDay | null): DeadlineView[] => {
    if (start === null) return [];
    const due = deadline(code, start, { parameters });
    return [
      {
        code,
        name: due.nameZh,
        legalDate: due.legalDate,
        internalDate: due.internalDate,
        remainingWorkingDays: prcCalendar.workingDaysBetween(today, due.legalDate),
        state: dueState(doneOn, due.legalDate, due.internalDate, today),
        doneOn,
        why: due.why,
        basis: DEADLINES[code].basis,
        estimated: due.estimated,
      },
    ];
  };
  if (endedEarly(row)) return [];
  const onSite = row.authorityDue !== null;
  return [
    ...line('DL17', row.decidedOn, row.recordedOn),
    ...(row.kind === 'FINE' && !onSite ? line('DL13', row.issuedOn, row.settledOn) : []),
    ...(onSite ? line('DL15', row.issuedOn, row.handedAuthorityOn) : []),
    ...(onSite ? line('DL16', row.handedAuthorityOn, row.handedBankOn) : []),
    // The party's own time: when it is over, nobody has missed anything.
    ...line('DL20', row.issuedOn, null).map((one) =>
      one.state === 'OVERDUE' ? { ...one, state: 'DONE' as const, doneOn: one.legalDate } : one,
    ),
  ];
}

/** The one main button: what the case waits for. */
function nextOf(row: CaseRecord, hasDraft: boolean, signed: boolean): CasePage['next'] {
  if (row.state === 'ARCHIVED' || row.end === 'ABANDONED' || row.end === 'ORDERED' || row.end === 'VOIDED')
    return 'NONE';
  if (row.state === 'Q_CLOSED') return 'BIND';
  if (row.number === '') return hasDraft ? 'CONTINUE' : 'NONE';
  if (row.issuedOn === null) return signed ? 'DELIVER' : 'SIGN';
  const moneyFirst =
    row.authorityDue !== null && row.handedAuthorityOn === null && row.authorityDue <= (row.recordDue ?? '');
  if (moneyFirst) return 'HAND_OVER';
  if (row.recordedOn === null) return 'RECORD';
  if (row.authorityDue !== null && row.handedBankOn === null) return 'HAND_OVER';
  if (row.kind === 'FINE' && row.settledOn === null) return 'PAY';
  return 'CLOSE';
}

/** Footage of a case: what is attached now, and every step of its custody. */
export interface CaseFootage {
  attached(caseId: string): readonly AttachedClip[];
  history(caseId: string): readonly Recorded[];
  /** How many pages were photographed at the desk. */
  photos(caseId: string): number;
}

interface AttachedClip {
  readonly id: string;
  readonly name: string;
  readonly startAt: string | null;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly officer: string;
}

/** Everything the page of a case shows, from the tables and the journal. */
export function casePage(
  ground: CaseGround,
  store: DraftStore,
  after: After,
  footage: CaseFootage,
  caseId: string,
): CasePage {
  const { ledger, documents, people, subjects, clock } = ground;
  const row = caseRecord(ledger.read, caseId);
  const papers = documents.ofCase(caseId);
  const decision = papers.find((one) => one.id === row.documentId);
  const draft = store.ofCase(caseId);
  const evidence = [...footage.attached(caseId)];
  const owed = after.owed(row, clock.today());
  const ordered = ledger.read.select({ id: orders.id }).from(orders).where(eq(orders.caseId, caseId)).all();
  const actions = [caseId, ...papers.map((one) => one.id), ...ordered.map((one) => one.id)]
    .flatMap((subject) => ledger.journal.bySubject(subject))
    .concat(footage.history(caseId))
    .sort((a, b) => a.deskSeq - b.deskSeq);
  const voided = row.end === 'VOIDED' || row.end === 'ABANDONED' || row.end === 'ORDERED';
  const missing = [
    ...(row.number !== '' && row.issuedOn === null
      ? (decision?.signatures ?? []).filter((one) => one.state === 'WAITING').map((one) => `${one.name}未签名`)
      : []),
    ...(evidence.length === 0 && row.number !== '' && !voided ? ['没有关联执法视频'] : []),
    ...papers
      .filter((one) => one.id !== decision?.id && one.state === 'RENDERED')
      .map((one) => `《${one.title}》签名不全`),
  ];
  return {
    ...rowOf(row),
    content: masked(draftContent.parse(row.content ?? draft?.content ?? {})),
    itemName: row.itemName,
    statute: row.statute,
    authorityName: row.authorityName,
    officersFull: row.officers,
    maskedNo: row.subjectId === null ? '' : maskIdNo(numberOf(subjects.full(row.subjectId))),
    subjectId: row.subjectId,
    next: nextOf(row, draft !== undefined, decision?.state === 'SIGNED'),
    missing,
    documents: papers,
    deadlines: deadlinesOf(ground, row),
    timeline: actions.map((one) => ({
      at: one.at,
      actor: people.nameOf(one.actor),
      kind: one.kind,
      ...inWords(one),
      hash: one.hash,
    })),
    payments: row.payments,
    surchargeFen: owed.surchargeFen,
    dueFen: owed.dueFen,
    evidence,
    photos: footage.photos(caseId),
    draftId: draft?.id ?? null,
  };
}
