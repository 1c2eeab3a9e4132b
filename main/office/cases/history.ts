import { and, desc, eq, isNull, ne, notExists, or } from 'drizzle-orm';
import type { DraftContent } from '../../../preload/contract/cases.ts';
import { type LegalDay, legalDay } from '../calendar/index.ts';
import type { PowerItem } from '../powers/index.ts';
import { numberOf } from '../subjects/index.ts';
import type { CaseGround } from './ground.ts';
import { checkFirstViolation, type FirstViolationFacts } from './rules/first-violation.ts';
import { cases, orders } from './tables.ts';

type Ground = Pick<CaseGround, 'ledger' | 'settings' | 'subjects'>;
type OrderRecord = typeof orders.$inferSelect;

/** The newest correction order on the same party and item that no fine has used yet: what mode O or R stands on. */
export function orderOf({ ledger, subjects }: Ground, { party, violation }: DraftContent): OrderRecord | null {
  if (violation.itemCode === '') return null;
  const no = numberOf(party);
  const known = no === '' ? null : subjects.recognise(no);
  // Who has no number is known by nothing but the order that the draft was opened on.
  const whose =
    no === ''
      ? and(eq(orders.id, violation.orderId ?? ''), eq(orders.partyName, party.name))
      : eq(orders.subjectId, known?.subjectId ?? '');
  const used = ledger.read
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.orderId, orders.id), ne(cases.number, ''), or(isNull(cases.end), ne(cases.end, 'VOIDED'))));
  const newest = ledger.read
    .select()
    .from(orders)
    .where(and(whose, eq(orders.itemCode, violation.itemCode), notExists(used)))
    .orderBy(desc(orders.issuedOn), desc(orders.id))
    .get();
  if (newest === undefined) return null;
  // What was done after the correction is another matter, which needs an order of its own.
  const { at } = violation;
  const later = newest.state === 'CORRECTED' && at !== null && legalDay(at) > (newest.reinspectedOn ?? '');
  return later ? null : newest;
}

/** What speaks for and against a first-violation exemption (T14). */
export function firstViolationFacts(
  ground: Ground,
  content: DraftContent,
  item: PowerItem,
  on: LegalDay,
): FirstViolationFacts {
  const no = numberOf(content.party);
  const known = no === '' ? null : ground.subjects.recognise(no);
  const order = orderOf(ground, content);
  return {
    ...{ itemAllows: item.firstViolation, on },
    order: order === null ? null : { number: order.number, state: order.state, recheckOn: order.recheckOn },
    earlier: (known?.earlier ?? []).flatMap(({ kind, on: day, number, itemCode, state }) =>
      kind !== 'ORDER' && itemCode === item.code && state !== 'VOIDED' ? [{ kind, on: day, number }] : [],
    ),
  };
}

/** Whether the screen offers the exemption, and what the officer must know about the offer. */
export function firstViolationOffer(
  ground: Ground,
  content: DraftContent,
  item: PowerItem | undefined,
  on: LegalDay,
): { offered: boolean; why: string } {
  if (item === undefined) return { offered: false, why: '请先选择违法事项。' };
  const verdict = checkFirstViolation(firstViolationFacts(ground, content, item, on), ground.settings.parameters());
  if (!verdict.ok) return { offered: false, why: verdict.sentence };
  const unknown = numberOf(content.party) === '';
  return {
    offered: true,
    why: unknown ? '当事人没有号码，查不到以往记录；请按姓名、电话人工核实确属初次违法，再办首违不罚。' : '',
  };
}
