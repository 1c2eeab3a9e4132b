import type { OrderView } from '../../preload/contract/cases.ts';

export type Result = Exclude<OrderView['state'], 'ISSUED'>;

export const RESULTS: Readonly<Record<Result, string>> = {
  CORRECTED: '已改正',
  PARTLY: '部分改正',
  NOT_CORRECTED: '未改正',
  REFUSED: '拒不改正',
};

/** T07: only an order that was not followed opens the fine. */
export const opensFine = (state: OrderView['state']) => state === 'NOT_CORRECTED' || state === 'REFUSED';

/** Before the time for correction is over only a good result can be written down (T07). */
export function mayResult(result: Result, order: Pick<OrderView, 'correctBefore'>, today: string): boolean {
  return result === 'CORRECTED' || today >= order.correctBefore;
}
