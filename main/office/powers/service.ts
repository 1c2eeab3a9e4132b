import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Assignment, Authority, ItemSummary, ItemView } from '../../../preload/contract/powers.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { LegalDay } from '../calendar/index.ts';
import { act, type Ledger } from '../ledger/index.ts';
import { authoritySaved, powerAssigned } from './actions.ts';
import { findItems, itemByCode, type PowerItem, rangeInWords } from './data/index.ts';
import { assignments, authorities } from './tables.ts';

const TIER_NAMES = { LIGHT: '从轻', NORMAL: '一般', HEAVY: '从重' } as const;

/** Of an item by itself, whoever did it. */
type Summary = Omit<ItemSummary, 'ordinaryOnly'>;

export interface Powers {
  authorities(): Authority[];
  /** Refuses POW-101. */
  authority(id: string): Authority;
  usable(authority: Authority, on: LegalDay): { usable: boolean; why: string };
  saveAuthority(actor: string, authority: Omit<Authority, 'id'>, id?: string): Authority;
  assign(actor: string, lines: readonly Assignment[]): void;
  assignments(): (Assignment & { id: string })[];
  /** Refuses POW-102. */
  item(code: string): PowerItem;
  find(query: string, on: LegalDay): Summary[];
  view(code: string, on: LegalDay): Omit<ItemView, 'ordinaryOnly'>;
}

export function createPowers(ledger: Ledger): Powers {
  const all = (): Authority[] =>
    ledger.read.select().from(authorities).orderBy(sql`${authorities.mode} <> 'TOWN_OWN'`, authorities.from).all();
  const usable = (authority: Authority, on: LegalDay) => {
    if (on < authority.from) return { usable: false, why: `自 ${authority.from} 起才有权` };
    if (authority.to !== null && on > authority.to) return { usable: false, why: `权限已于 ${authority.to} 失效` };
    return { usable: true, why: '' };
  };
  /** Why no authority of this office may use the item on that day, with the code of the rule (T27). */
  const notToday = (item: PowerItem, on: LegalDay): string => {
    const why = whyNotToday(item, on);
    return why === '' ? '' : `${why}（CASE-271）`;
  };
  const whyNotToday = (item: PowerItem, on: LegalDay): string => {
    const given = ledger.read.select().from(assignments).where(eq(assignments.itemCode, item.code)).all();
    if (given.length === 0) return '不在本机关权责清单内';
    if (given.some((one) => one.from <= on && (one.to === null || on <= one.to))) return '';
    const ended = given
      .map((one) => one.to)
      .filter((to) => to !== null)
      .sort()
      .at(-1);
    return ended !== undefined && ended < on ? `赋权已于 ${ended} 收回` : '当日尚未赋权';
  };
  const summary = (item: PowerItem, on: LegalDay): Summary => ({
    code: item.code,
    name: item.name,
    domain: item.domain,
    trigger: item.trigger,
    statute: item.statutes.map((one) => `《${one.law}》${one.article}`).join('、'),
    range: [
      ...new Set(item.ranges.map((one) => `${one.party === 'PERSON' ? '个人' : '单位'} ${rangeInWords(one)}`)),
    ].join('；'),
    notToday: notToday(item, on),
    needsRemap: item.needsRemap,
  });
  const itemOf = (code: string) =>
    itemByCode(code) ?? refuse('POW-102', '权责清单里没有这个事项，请重新选择。', { field: 'violation.itemCode' });
  return {
    authorities: all,
    authority: (id) =>
      all().find((one) => one.id === id) ??
      refuse('POW-101', '没有这个执法主体，请重新选择。', { field: 'who.authorityId' }),
    usable,
    saveAuthority(actor, authority, id = uuid()) {
      ledger.record(actor, () => [act(authoritySaved, id, authority)]);
      return { id, ...authority };
    },
    assign(actor, lines) {
      ledger.record(actor, (inside) =>
        lines.map((line) => {
          const known = inside
            .select({ id: assignments.id })
            .from(assignments)
            .where(
              and(
                eq(assignments.itemCode, line.itemCode),
                eq(assignments.authorityId, line.authorityId),
                eq(assignments.from, line.from),
              ),
            )
            .get();
          return act(powerAssigned, known?.id ?? uuid(), line);
        }),
      );
    },
    assignments: () => ledger.read.select().from(assignments).all(),
    item: itemOf,
    find: (query, on) => findItems(query).map((item) => summary(item, on)),
    view(code, on) {
      const item = itemOf(code);
      return {
        ...summary(item, on),
        cause: item.cause,
        statutes: item.statutes.map(({ law, article, text, version }) => ({ law, article, text, version })),
        firstViolation: item.firstViolation,
        checkPoints: [...item.checkPoints],
        factPhrases: [...item.factPhrases],
        correction: item.correction,
        ranges: item.ranges.map((range) => ({
          party: range.party,
          label: range.label,
          kind: range.kind,
          minFen: range.kind === 'FINE' ? range.minFen : 0,
          maxFen: range.kind === 'FINE' ? range.maxFen : 0,
          tiers: range.kind === 'FINE' ? range.tiers.map((tier) => ({ ...tier, name: TIER_NAMES[tier.code] })) : [],
        })),
      };
    },
  };
}
