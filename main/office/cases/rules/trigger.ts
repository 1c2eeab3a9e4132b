import { TRIGGER_MODES, type TriggerMode } from '../../../../preload/contract/powers.ts';
import { type No, no, type Verdict, yes } from './verdict.ts';

// domain.md §3.2, §3.5 T07

/** Where a refused penalty goes instead. */
export type WayOut = 'NONE' | 'CORRECTION_ORDER' | 'ORDINARY_PROCEDURE' | 'NO_PENALTY';

/** A correction order on the same matter (D20) and what its re-inspection (D22) found. */
export interface OrderFacts {
  readonly number: string;
  readonly state: 'ISSUED' | 'CORRECTED' | 'PARTLY' | 'NOT_CORRECTED' | 'REFUSED';
  readonly recheckOn: string;
}

interface TriggerFacts {
  /** The mode of the item, or of the variant where it has its own. */
  readonly trigger: TriggerMode;
  /** The statute has a fine in yuan for this party (not a share of the building cost, not none). */
  readonly rangeKind: 'FINE' | 'RATIO' | 'NONE';
  /** Only a correction order served on the same party for the same item counts. */
  readonly order: OrderFacts | null;
}

/** Whether the item may be penalised on the spot now, and the way out where it may not. T07 */
export function checkTrigger(facts: TriggerFacts): { readonly verdict: Verdict; readonly wayOut: WayOut } {
  const { trigger, order } = facts;
  const mode = TRIGGER_MODES[trigger];
  if (trigger === 'S' || trigger === 'W') {
    return ordinary(no('CASE-241', `本事项为“${mode}”，不能当场处罚，需走普通程序。`, '行政处罚法第五十一条'));
  }
  // An item without a fine still starts with the order to correct (CG021).
  const needsOrder = trigger === 'O' || trigger === 'R';
  if (needsOrder && order === null) {
    return {
      verdict: no(
        'CASE-242',
        `本事项为“${mode}”，现在不能处罚；请先开具责令改正通知书并约定复查日期。`,
        '行政处罚法第二十八条',
      ),
      wayOut: 'CORRECTION_ORDER',
    };
  }
  if (needsOrder && order !== null) {
    const closed = checkOrder(trigger, order);
    if (closed) return closed;
  }
  if (facts.rangeKind === 'NONE') {
    return ordinary(
      no('CASE-243', '本事项没有规定罚款，不能当场罚款；责令改正以外的处理需走普通程序。', '行政处罚法第五十一条'),
    );
  }
  if (facts.rangeKind === 'RATIO') {
    return ordinary(
      no(
        'CASE-244',
        '本事项按比例计算罚款，须先有造价等鉴定结论，不能当场处罚，需走普通程序。',
        '行政处罚法第五十一条',
      ),
    );
  }
  return { verdict: yes, wayOut: 'NONE' };
}

const ordinary = (verdict: No) => ({ verdict, wayOut: 'ORDINARY_PROCEDURE' }) as const;

function checkOrder(
  trigger: 'O' | 'R',
  order: OrderFacts,
): { readonly verdict: No; readonly wayOut: WayOut } | undefined {
  const basis = '行政处罚法第二十八条';
  switch (order.state) {
    case 'ISSUED':
      return {
        verdict: no(
          'CASE-245',
          `责令改正通知书 ${order.number} 还没有复查结果，现在不能处罚；请于 ${order.recheckOn} 复查并记录结果。`,
          basis,
        ),
        wayOut: 'CORRECTION_ORDER',
      };
    case 'CORRECTED':
      return {
        verdict: no(
          'CASE-240',
          `当事人已按责令改正通知书 ${order.number} 改正，不再罚款；请按“责令改正已履行”办结。`,
          basis,
        ),
        wayOut: 'NO_PENALTY',
      };
    case 'PARTLY':
      if (trigger === 'O') return undefined;
      return {
        verdict: no(
          'CASE-246',
          `复查结果为部分改正，不属于拒不改正，现在不能处罚；请就未改正部分再次责令改正并复查。`,
          basis,
        ),
        wayOut: 'CORRECTION_ORDER',
      };
    case 'NOT_CORRECTED':
    case 'REFUSED':
      return undefined;
  }
}
