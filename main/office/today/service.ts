import { and, count, desc, eq, gte, isNotNull, isNull, lte, ne, or } from 'drizzle-orm';
import type { z } from 'zod';
import { caseWord, NAMELESS } from '../../../preload/contract/cases.ts';
import type { today as contract, DueLine } from '../../../preload/contract/desk.ts';
import { addNaturalDays, type LegalDay, legalDay, prcCalendar } from '../calendar/index.ts';
import { caseTable, draftTable, orderTable } from '../cases/index.ts';
import type { Clock } from '../clock.ts';
import type { Inspections } from '../inspections/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import { powerItems } from '../powers/index.ts';
import type { Settings } from '../settings/index.ts';

type Overview = z.infer<NonNullable<(typeof contract.overview)['~orpc']['outputSchema']>>;

/** Money taken on the spot weighs most (处罚法 71), then filing (52), then what a fine hangs on, then what the party owes. */
const WEIGHT = ['当场罚款交机关', '罚款缴存银行', '报机关备案', '整改复查', '缴纳罚款', '补传码图'];
const HOUR_MS = 3_600_000;

/** By legal weight: what is overdue first, then the heavier duty, then the earlier day. */
function sorted(lines: readonly DueLine[]): DueLine[] {
  const late = (line: DueLine) => (line.state === 'OVERDUE' ? 0 : 1);
  return [...lines].sort(
    (a, b) =>
      late(a) - late(b) || WEIGHT.indexOf(a.what) - WEIGHT.indexOf(b.what) || a.legalDate.localeCompare(b.legalDate),
  );
}

/** The first screen of the day: what is due, what waits, what was done last. */
export function overview(
  on: { ledger: Ledger; clock: Clock; people: People; settings: Settings; inspections: Inspections },
  me: string,
): Overview {
  const { ledger, clock, people, settings, inspections } = on;
  const { read } = ledger;
  const today = clock.today();
  const until = addNaturalDays(today, 7);
  const line = (one: {
    caseId: string | null;
    orderId: string | null;
    title: string;
    what: string;
    on: LegalDay;
  }): DueLine => {
    const remaining = prcCalendar.workingDaysBetween(today, one.on);
    const internal = prcCalendar.rollBack(one.on);
    const state = one.on < today ? 'OVERDUE' : one.on === today ? 'DUE' : remaining <= 3 ? 'SOON' : 'OK';
    const { caseId, orderId, title, what } = one;
    return {
      caseId,
      orderId,
      ...{ codeId: null, dueAt: null, remainingHours: null },
      title,
      what,
      legalDate: one.on,
      internalDate: internal,
      remainingWorkingDays: remaining,
      state,
    };
  };
  const dueCases = read
    .select({
      id: caseTable.id,
      partyName: caseTable.partyName,
      cause: caseTable.cause,
      dueOn: caseTable.dueOn,
      dueWhat: caseTable.dueWhat,
    })
    .from(caseTable)
    .where(and(isNotNull(caseTable.dueOn), lte(caseTable.dueOn, until)))
    .orderBy(caseTable.dueOn)
    .limit(300)
    .all();
  const dueOrders = read
    .select()
    .from(orderTable)
    .where(and(eq(orderTable.state, 'ISSUED'), lte(orderTable.recheckOn, until)))
    .limit(100)
    .all();
  /** A term in hours ends at its hour, on whatever day. */
  const owed = inspections.owing(`${addNaturalDays(until, 1)}T00:00:00.000Z`).map(({ id, title, proofDueAt }) => {
    const left = Date.parse(proofDueAt) - clock.now().getTime();
    const on = legalDay(proofDueAt);
    const plain = line({ caseId: null, orderId: null, title, what: '补传码图', on });
    return {
      ...{ ...plain, codeId: id, dueAt: proofDueAt, internalDate: on },
      remainingHours: left < 0 ? -Math.ceil(-left / HOUR_MS) : Math.floor(left / HOUR_MS),
      state: left < 0 ? ('OVERDUE' as const) : plain.state,
    };
  });
  const lines = [
    ...owed.filter((one) => one.legalDate <= until),
    ...dueCases.map((row) =>
      line({
        caseId: row.id,
        orderId: null,
        title: `${row.partyName} ${row.cause}`,
        what: row.dueWhat,
        on: row.dueOn ?? today,
      }),
    ),
    ...dueOrders.map((row) =>
      line({
        caseId: null,
        orderId: row.id,
        title: `${row.partyName} ${row.itemName}`,
        what: '整改复查',
        on: row.recheckOn,
      }),
    ),
  ];
  const n = (rows: { n: number } | undefined): number => rows?.n ?? 0;
  const threeDays = addNaturalDays(today, 3);
  return {
    today: sorted(lines.filter((one) => one.legalDate <= today)),
    threeDays: sorted(lines.filter((one) => one.legalDate > today && one.legalDate <= threeDays)),
    week: sorted(lines.filter((one) => one.legalDate > threeDays)),
    counts: {
      open: n(
        read
          .select({ n: count() })
          .from(caseTable)
          .where(and(ne(caseTable.state, 'Q_CLOSED'), ne(caseTable.state, 'ARCHIVED')))
          .get(),
      ),
      thisMonth: n(
        read
          .select({ n: count() })
          .from(caseTable)
          .where(
            and(
              gte(caseTable.decidedOn, `${today.slice(0, 7)}-01`),
              ne(caseTable.number, ''),
              or(isNull(caseTable.end), ne(caseTable.end, 'VOIDED')),
            ),
          )
          .get(),
      ),
      waitingSignature: n(
        read
          .select({ n: count() })
          .from(caseTable)
          .where(and(eq(caseTable.state, 'Q_INFORM'), ne(caseTable.number, '')))
          .get(),
      ),
      drafts: n(read.select({ n: count() }).from(draftTable).where(eq(draftTable.officerId, me)).get()),
    },
    lastBackupAt: settings.desk<string | null>('lastBackupAt', null),
    lastCases: read
      .select({
        id: caseTable.id,
        number: caseTable.number,
        partyName: caseTable.partyName,
        cause: caseTable.cause,
        state: caseTable.state,
        end: caseTable.end,
        at: caseTable.foundAt,
      })
      .from(caseTable)
      .orderBy(desc(caseTable.sortOn), desc(caseTable.id))
      .limit(8)
      .all()
      .map(({ partyName, cause, state, end, ...row }) => ({
        ...row,
        title: `${partyName} ${cause}`.trim() || NAMELESS,
        state: caseWord({ state, end }),
      })),
    certificates: people
      .list()
      .flatMap((one) =>
        one.status === 'ACTIVE' && one.certDaysLeft !== null && one.certState !== 'VALID'
          ? [{ name: one.name, daysLeft: one.certDaysLeft }]
          : [],
      ),
    remap: powerItems.filter((item) => item.needsRemap).length,
  };
}
