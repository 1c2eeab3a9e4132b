import { eq, sql } from 'drizzle-orm';
import { legalDay } from '../calendar/index.ts';
import { ProjectionBuilder, type WriteTables } from '../ledger/index.ts';
import * as did from './actions.ts';
import { nextDue } from './next-due.ts';
import { type CaseRecord, caseOfficers, cases, orders, tickets } from './tables.ts';

/** A case passes many actions: its row is read by a statement made once for each view of the tables. */
const readers = new WeakMap<WriteTables, (id: string) => CaseRecord | undefined>();
function readerOf(tables: WriteTables): (id: string) => CaseRecord | undefined {
  const known = readers.get(tables);
  if (known !== undefined) return known;
  const statement = tables
    .select()
    .from(cases)
    .where(eq(cases.id, sql.placeholder('id')))
    .prepare();
  const reader = (id: string) => statement.get({ id });
  readers.set(tables, reader);
  return reader;
}

/** Changes one case row and what follows from it: the next due date and its place in the officers' lists. */
function change(tables: WriteTables, id: string, set: (row: CaseRecord) => Partial<CaseRecord>): void {
  const row = readerOf(tables)(id);
  if (row === undefined) throw new Error(`case ${id} has no case.found`);
  const next = { ...row, ...set(row) };
  tables
    .update(cases)
    .set({ ...next, ...nextDue(next) })
    .where(eq(cases.id, id))
    .run();
  const { sortOn, state, itemCode } = next;
  if (sortOn !== row.sortOn || state !== row.state || itemCode !== row.itemCode) {
    tables.update(caseOfficers).set({ sortOn, state, itemCode }).where(eq(caseOfficers.caseId, id)).run();
  }
}

function takeTicket(tables: WriteTables, ticketNo: string, caseId: string): void {
  tables.insert(tickets).values({ ticketNo, caseId }).onConflictDoNothing().run();
}

/** Puts the case into the list of each of its officers. */
function listFor(
  tables: WriteTables,
  caseId: string,
  { sortOn, state, itemCode, officers }: Pick<CaseRecord, 'sortOn' | 'state' | 'itemCode' | 'officers'>,
): void {
  for (const officerId of new Set(officers.map((one) => one.id))) {
    tables.insert(caseOfficers).values({ officerId, caseId, sortOn, state, itemCode }).run();
  }
}

const closed = { state: 'Q_CLOSED' } as const;

export const casesProjection = new ProjectionBuilder('cases', 2, [cases, caseOfficers, orders, tickets])
  .on(did.caseFound, (tables, { subject, payload }) => {
    const place = { sortOn: legalDay(payload.foundAt), state: 'Q_FOUND', itemCode: '' } as const;
    tables
      .insert(cases)
      .values({
        ...place,
        id: subject,
        number: '',
        endReason: '',
        partyType: 'CITIZEN',
        partyName: '',
        itemName: '',
        cause: '',
        statute: '',
        place: '',
        kind: '',
        fineFen: 0,
        authorityId: payload.authorityId,
        authorityName: payload.authorityName,
        officers: payload.officers,
        foundAt: payload.foundAt,
        paidFen: 0,
        surchargePaidFen: 0,
        payments: [],
        dueWhat: '',
        simulated: false,
        discretionWords: '',
      })
      .run();
    listFor(tables, subject, { ...place, officers: payload.officers });
  })
  .on(did.caseReassigned, (tables, { subject, payload }) => {
    change(tables, subject, () => payload);
    tables.delete(caseOfficers).where(eq(caseOfficers.caseId, subject)).run();
    const row = readerOf(tables)(subject);
    if (row !== undefined) listFor(tables, subject, row);
  })
  .on(did.caseIdentified, (tables, { subject }) => change(tables, subject, () => ({ state: 'Q_IDENT' })))
  .on(did.caseFactsRecorded, (tables, { subject, payload }) => change(tables, subject, () => payload))
  .on(did.caseInformed, (tables, { subject, payload }) => {
    const { violatedAt: _, defence: __, adopted: ___, signRefused: ____, ...facts } = payload;
    change(tables, subject, () => ({ ...facts, state: 'Q_INFORM' }));
  })
  .on(did.caseNumbered, (tables, { subject, payload }) => {
    const { templateVersion: _, ...facts } = payload;
    change(tables, subject, () => ({ ...facts, sortOn: payload.decidedOn }));
  })
  .on(did.caseIssued, (tables, { subject, payload }) => {
    if (payload.collected !== null) takeTicket(tables, payload.collected.ticketNo, subject);
    change(tables, subject, (row) => {
      const issued = { issuedOn: payload.issuedOn, recordDue: payload.recordDue };
      if (payload.collected !== null) {
        const { ticketNo, amountFen, authorityDue } = payload.collected;
        return {
          ...issued,
          state: 'Q_PAID_ONSITE',
          authorityDue,
          paidFen: amountFen,
          settledOn: payload.issuedOn,
          payments: [{ ticketNo, amountFen, surchargeFen: 0, paidOn: payload.issuedOn, channel: 'ONSITE' }],
        };
      }
      return { ...issued, state: row.kind === 'FINE' ? 'Q_PAY15' : 'Q_ISSUED', payDue: payload.payDue };
    });
  })
  .on(did.caseRecorded, (tables, { subject, payload }) =>
    change(tables, subject, () => ({ state: 'Q_RECORDED', recordedOn: payload.recordedOn })),
  )
  .on(did.caseHandedOver, (tables, { subject, payload }) =>
    change(tables, subject, () =>
      payload.step === 'AUTHORITY'
        ? { handedAuthorityOn: payload.on, bankDue: payload.bankDue }
        : { handedBankOn: payload.on },
    ),
  )
  .on(did.casePaid, (tables, { subject, payload }) => {
    takeTicket(tables, payload.ticketNo, subject);
    change(tables, subject, (row) => {
      const { settled, ...line } = payload;
      return {
        payments: [...row.payments, line],
        paidFen: row.paidFen + payload.amountFen - payload.surchargeFen,
        surchargePaidFen: row.surchargePaidFen + payload.surchargeFen,
        settledOn: settled ? payload.paidOn : null,
      };
    });
  })
  .on(did.caseClosed, (tables, { subject, payload }) =>
    change(tables, subject, () => ({ ...closed, end: payload.end, closedOn: payload.closedOn })),
  )
  .on(did.caseArchived, (tables, { subject, payload }) =>
    change(tables, subject, () => ({ state: 'ARCHIVED', fileDocumentId: payload.documentId })),
  )
  .on(did.caseVoided, (tables, { subject, payload }) =>
    change(tables, subject, () => ({
      ...closed,
      end: 'VOIDED',
      endReason: payload.reason,
      closedOn: payload.voidedOn,
    })),
  )
  .on(did.caseAbandoned, (tables, { subject, payload }) =>
    change(tables, subject, () => ({ ...closed, end: 'ABANDONED', endReason: payload.reason, closedOn: payload.on })),
  )
  .on(did.caseExempted, (tables, { subject, payload }) => {
    const { on, ...facts } = payload;
    change(tables, subject, () => ({ ...facts, ...closed, end: 'EXEMPTED', decidedOn: on, closedOn: on, sortOn: on }));
  })
  .on(did.caseOrdered, (tables, { subject, payload }) => {
    const { on, orderId: _, ...facts } = payload;
    change(tables, subject, () => ({ ...facts, ...closed, end: 'ORDERED', closedOn: on, sortOn: on }));
  })
  .on(did.orderIssued, (tables, { subject, payload }) => {
    tables
      .insert(orders)
      .values({ id: subject, ...payload, state: 'ISSUED', note: '' })
      .run();
  })
  .on(did.orderAddressed, (tables, { subject, payload }) => {
    tables.update(orders).set(payload).where(eq(orders.id, subject)).run();
  })
  .on(did.orderReinspected, (tables, { subject, payload }) => {
    const { result, on, note, documentId } = payload;
    tables
      .update(orders)
      .set({ state: result, reinspectedOn: on, note, reinspectionDocumentId: documentId })
      .where(eq(orders.id, subject))
      .run();
  })
  .build();
