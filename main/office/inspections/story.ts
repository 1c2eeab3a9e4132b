import type { z } from 'zod';
import { CHECK_KINDS, PROOF_KINDS, type ProofKind } from '../../../preload/contract/inspections.ts';
import type { Recorded } from '../ledger/index.ts';
import type * as did from './actions.ts';

/** What each action of the register is called on the screen. */
export const INSPECTION_ACTIONS: Readonly<Record<string, string>> = {
  'inspection-code.registered': '登记行政行为码',
  'inspection-code.corrected': '更正行政行为码登记',
  'inspection-code.shown': '记录亮码',
  'inspection-code.proof-kept': '补传码图或扫码截图',
  'inspection-code.proof-withdrawn': '作废码图或扫码截图',
  'inspection-code.evaluated': '抄录当事人评价',
  'inspection-code.withdrawn': '作废行政行为码登记',
};

type Bound = z.infer<typeof did.codeRegistered.payload>;
type Corrected = z.infer<typeof did.codeCorrected.payload>;
type Shown = z.infer<typeof did.codeShown.payload>;
type Evaluated = z.infer<typeof did.codeEvaluated.payload>;

interface Line {
  readonly title: string;
  readonly text: string;
}

/** `2026-11-20 14:05` in Asia/Shanghai. */
const officeTime = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

/** The journal of one code in the words of the office, in its order: a correction says what it changed from what. */
export function storyOf(actions: readonly Recorded[]): { action: Recorded; line: Line }[] {
  let before: Bound | undefined;
  return actions.map((action) => {
    const title = INSPECTION_ACTIONS[action.kind] ?? action.kind;
    const line = (text: string) => ({ action, line: { title, text } });
    // An erased payload says nothing any more.
    if (action.payload === undefined) return line('内容已按批准销毁');
    switch (action.kind) {
      case 'inspection-code.registered': {
        before = action.payload as Bound;
        return line(
          `${before.partyName}，${before.matter}，${before.checkOn} 检查${before.simulated ? '，模拟扫码枪扫入' : ''}`,
        );
      }
      case 'inspection-code.corrected': {
        const now = action.payload as Corrected;
        const changed = before === undefined ? '' : changesOf(before, now);
        before = now;
        const fell = now.showingVoid ? '；原来的亮码记录和检查日期不是同一天，不再计入' : '';
        return line(`${now.reason}${changed === '' ? '' : `：${changed}`}${fell}`);
      }
      case 'inspection-code.shown': {
        const { how, at, proofDueAt, reason } = action.payload as Shown;
        const due = how === 'CODE' || proofDueAt === null ? '' : `，${officeTime(proofDueAt)} 前补传码图`;
        const what = how === 'CODE' ? '现场亮码' : '口头亮证、码号手抄';
        return line(`${officeTime(at)} ${what}${due}${reason === '' ? '' : `（更正：${reason}）`}`);
      }
      case 'inspection-code.proof-kept':
        return line(PROOF_KINDS[(action.payload as { kind: ProofKind }).kind]);
      case 'inspection-code.proof-withdrawn': {
        const { kind, reason } = action.payload as { kind: ProofKind; reason: string };
        return line(`${PROOF_KINDS[kind]}：${reason}`);
      }
      case 'inspection-code.evaluated': {
        const { score, comment, anonymous, reason } = action.payload as Evaluated;
        const why = reason === '' ? '' : `（更正：${reason}）`;
        return line(`${score} 分${anonymous ? '（匿名）' : ''}${comment === '' ? '' : `，${comment}`}${why}`);
      }
      default:
        return line(String((action.payload as { reason?: string }).reason ?? ''));
    }
  });
}

const names = (of: Pick<Bound, 'officers'>) => of.officers.map((one) => one.name).join('、');

const sourceOf = (of: Pick<Bound, 'simulated'>) => (of.simulated ? '模拟扫码枪' : '正式登记');

function changesOf(was: Bound, now: Corrected): string {
  const fields: readonly (readonly [string, string, string])[] = [
    ['码', was.text, now.text],
    ['被检查对象', was.partyName, now.partyName],
    ['统一社会信用代码', was.uscc, now.uscc],
    ['检查性质', CHECK_KINDS[was.kind], CHECK_KINDS[now.kind]],
    ['检查事项', was.matter, now.matter],
    ['地点', was.place, now.place],
    ['执法人员', names(was), names(now)],
    ['签发日期', was.issuedOn, now.issuedOn],
    ['检查日期', was.checkOn, now.checkOn],
    ['来源', sourceOf(was), sourceOf(now)],
  ];
  return fields
    .filter(([, old, fresh]) => old !== fresh)
    .map(([name, old, fresh]) => `${name}由「${old || '空'}」改为「${fresh || '空'}」`)
    .join('，');
}
