import type { CodeState, Counted } from '../../../preload/contract/inspections.ts';
import { LONGEST_CODE } from '../../../preload/contract/inspections.ts';
import type { RefusalCode } from '../../../preload/contract/refusal.ts';
import type { LegalDay } from '../calendar/index.ts';

// domain.md §4.2 亮码检查; §4 objects table; §10 no. 23 (the form of a code is not published)

/** What the state of a code follows from. */
export interface CodeFacts {
  readonly kind: 'ENTERPRISE' | 'PATROL';
  readonly checkOn: LegalDay;
  readonly shownHow: 'CODE' | 'ORAL' | null;
  /** Until when the picture is owed, instant; null where none is. */
  readonly proofDueAt: string | null;
  readonly score: number | null;
  readonly withdrawn: boolean;
  /** Its code came from the training scanner. */
  readonly simulated: boolean;
  /** Pictures that count. */
  readonly proofs: readonly { readonly kind: 'CODE_PICTURE' | 'SCAN'; readonly keptAt: string }[];
}

/** `BOUND→SHOWN→SCANNED→EVALUATED`; told orally and no 码图 yet: `MISSING`; a 扫码截图 does not stand in for it. */
export function stateOf({ shownHow, score, proofs }: Pick<CodeFacts, 'shownHow' | 'score' | 'proofs'>): CodeState {
  if (shownHow === null) return 'BOUND';
  if (shownHow === 'ORAL' && proofs.every((one) => one.kind !== 'CODE_PICTURE')) return 'MISSING';
  if (proofs.every((one) => one.kind !== 'SCAN')) return 'SHOWN';
  return score === null ? 'SCANNED' : 'EVALUATED';
}

/** Whether a picture that was owed came after its time. */
export const isLate = (proofDueAt: string | null, keptAt: string): boolean =>
  proofDueAt !== null && Date.parse(keptAt) > Date.parse(proofDueAt);

/**
 * How a code stands in 亮码检查率 and why, in words. Shown orally it counts once its picture came in time; a check whose
 * day is over without a code shown is missed; what can still be shown or handed in is open.
 */
export function countedAs(
  facts: CodeFacts,
  at: { readonly now: Date; readonly today: LegalDay; readonly patrols: boolean; readonly demo: boolean },
): { counted: Counted; why: string } {
  if (facts.withdrawn) return { counted: 'OUTSIDE', why: '登记有误，已作废。' };
  // In the demo everything is training, and its rate is one of the demo.
  if (facts.simulated && !at.demo) return { counted: 'OUTSIDE', why: '用模拟扫码枪登记，不计入。' };
  if (facts.kind === 'PATROL' && !at.patrols)
    return { counted: 'OUTSIDE', why: '日常巡查，按本单位口径不计入应亮码检查。' };
  if (facts.shownHow === null)
    return facts.checkOn < at.today
      ? { counted: 'MISSED', why: '检查日已过，没有亮码的记录。' }
      : { counted: 'OPEN', why: '检查日还没有过。' };
  if (facts.shownHow === 'CODE') return { counted: 'SHOWN', why: '检查时已亮码。' };
  const pictures = facts.proofs.filter((one) => one.kind === 'CODE_PICTURE');
  if (pictures.some((one) => !isLate(facts.proofDueAt, one.keptAt)))
    return { counted: 'SHOWN', why: '口头亮证、码号手抄，码图已在时限内补传。' };
  if (pictures.length > 0) return { counted: 'MISSED', why: '口头亮证后补传的码图晚于时限。' };
  return isLate(facts.proofDueAt, at.now.toISOString())
    ? { counted: 'MISSED', why: '口头亮证后没有在时限内补传码图。' }
    : { counted: 'OPEN', why: '口头亮证、码号手抄，码图还在补传时限内。' };
}

/** Why a text cannot be kept as a code, null when it can. The form itself is 待核, so nothing else is asked of it. */
export function codeTrouble(text: string): { code: RefusalCode; sentence: string } | null {
  if (text === '') return { code: 'INS-102', sentence: '请扫码或照原样输入省平台生成的行政行为码。' };
  if ([...text].length > LONGEST_CODE)
    return {
      code: 'INS-125',
      sentence: `这个码有 ${[...text].length} 个字符，超过 ${LONGEST_CODE} 个，没有登记；请核对扫的是不是行政行为码。`,
    };
  // What cannot be seen, and every space but the plain one: two codes that look the same would be two.
  if (/[\p{C}\p{Default_Ignorable_Code_Point}\u2800\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(text))
    return {
      code: 'INS-126',
      sentence: '码里有看不见的字符或特殊空格，没有登记；请用扫码枪重新扫一次，或照原样手工输入。',
    };
  return null;
}

/** By what a code is known again: of a web address scheme and host are the same in capital letters (RFC 3986 §6.2.2.1). */
export const lookupOf = (text: string): string =>
  text.replace(
    /^(https?:\/\/)([^/?#\\]*@)?([^/?#\\]*)/i,
    (_, scheme: string, user: string | undefined, host: string) =>
      `${scheme.toLowerCase()}${user ?? ''}${host.toLowerCase()}`,
  );

/** The hosts of the parameter: separated by commas, 、 or spaces. */
export const hostsOf = (parameter: string): string[] =>
  parameter
    .toLowerCase()
    .split(/[\s,，、;；]+/)
    .filter((host) => host !== '');

/**
 * Whether a scanned text could be a 行政行为码: a web address, of one of the known hosts where the town has entered
 * some (待核, empty at first). Nothing further is guessed, and the address is never opened.
 */
export function couldBeCode(text: string, hosts: readonly string[]): boolean {
  if (!/^https?:\/\//i.test(text) || codeTrouble(text) !== null || !URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return hosts.length === 0 || hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
