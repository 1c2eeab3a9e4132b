import { type Assignment, AUTHORITY_MODES, type Authority } from '../../../../preload/contract/powers.ts';
import type { LegalDay } from '../../calendar/index.ts';
import { no, type Verdict, yes } from './verdict.ts';

// 处罚法 17, 24, 38; domain.md §1.1 G-JUR-01 T27
const BASIS = '行政处罚法第十七条、第二十四条、第三十八条';

const covers = (span: { readonly from: LegalDay; readonly to: LegalDay | null }, on: LegalDay): boolean =>
  span.from <= on && (span.to === null || on <= span.to);

/** Whether the authority itself may act on that day. */
export function checkAuthority(authority: Pick<Authority, 'name' | 'mode' | 'from' | 'to'>, on: LegalDay): Verdict {
  if (covers(authority, on)) return yes;
  const ended = authority.to !== null && on > authority.to;
  const when = ended ? `已于 ${authority.to} 失效` : `自 ${authority.from} 起才生效`;
  return no(
    'CASE-270',
    `${authority.name}（${AUTHORITY_MODES[authority.mode]}）的执法资格${when}，${on} 不能以其名义办案；${otherName(authority.mode)}`,
    BASIS,
  );
}

/** A decision without its remedies gets no seal: the authority must have both bodies. 处罚法 52, 59; T29 */
export function checkRemedies(authority: Pick<Authority, 'name' | 'reconsiderBody' | 'court'>): Verdict {
  if (authority.reconsiderBody.trim() !== '' && authority.court.trim() !== '') return yes;
  return no(
    'CASE-272',
    `${authority.name}没有登记复议机关或者管辖法院，决定书写不出救济途径，不能办案；请改选执法主体，或者请县级补全后同步。`,
    '行政处罚法第五十二条、第五十九条',
  );
}

/** Whether the power over the item is with the authority on that day. T27 */
export function checkPower(
  facts: {
    readonly authority: Pick<Authority, 'id' | 'name' | 'mode' | 'from' | 'to'>;
    readonly itemCode: string;
    readonly itemName: string;
    /** The power list; lines of other items and authorities are ignored. */
    readonly assignments: readonly Assignment[];
  },
  on: LegalDay,
): Verdict {
  const { authority, itemCode, itemName } = facts;
  const own = checkAuthority(authority, on);
  if (!own.ok) return own;
  const lines = facts.assignments.filter((line) => line.itemCode === itemCode && line.authorityId === authority.id);
  if (lines.some((line) => covers(line, on))) return yes;
  const ended = lines
    .filter((line) => line.to !== null && line.to < on)
    .sort((a, b) => b.from.localeCompare(a.from))[0];
  const coming = lines.filter((line) => line.from > on).sort((a, b) => a.from.localeCompare(b.from))[0];
  let why = '不在其权力清单内';
  if (ended?.to) why = `的赋权已于 ${ended.to} 失效（${ended.noticeNo}）`;
  else if (coming) why = `的赋权自 ${coming.from} 起才生效（${coming.noticeNo}）`;
  return no(
    'CASE-271',
    `“${itemName}”${why}，${on} 不能以${authority.name}名义立案；${otherName(authority.mode)}`,
    BASIS,
  );
}

function otherName(mode: Authority['mode']): string {
  return mode === 'TOWN_OWN'
    ? '请改以县局派驻名义办理，或者移送县级部门。'
    : '请改选当日有权的执法主体，或者移送有权部门。';
}
