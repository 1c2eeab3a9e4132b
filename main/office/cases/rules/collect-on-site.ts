import type { ParameterValues } from '../../settings/index.ts';
import { no, type Verdict, yes } from './verdict.ts';
import { yuan } from './yuan.ts';

// 处罚法 68, 69, 70; domain.md §1.4 T06

/** Why the money is taken on the spot: 68(1) small fine, 68(2) hard to enforce later, 69 remote place and the party asks. */
type CollectReason = 'SMALL' | 'HARD_LATER' | 'REMOTE';

/** Whether the fine of an on-the-spot penalty may be collected on the spot. */
export function canCollectOnSite(
  facts: {
    readonly fineFen: number;
    readonly reason: CollectReason | '';
    /** Required for HARD_LATER (why) and REMOTE (the party's own request and why the bank is hard to reach). */
    readonly note: string;
  },
  parameters: ParameterValues,
): Verdict {
  const limit = parameters.onSiteCollectLimitFen;
  if (facts.fineFen <= 0) {
    return no('CASE-210', '没有罚款，不需要当场收缴。', '行政处罚法第六十八条');
  }
  switch (facts.reason) {
    case '':
    case 'SMALL':
      if (facts.fineFen <= limit) return yes;
      return no(
        'CASE-211',
        `罚款 ${yuan(facts.fineFen)} 元超过 ${yuan(limit)} 元，不能直接当场收缴；请让当事人到银行或者电子支付缴款，确实事后难以执行的请选择该情形并写明理由。`,
        '行政处罚法第六十七条、第六十八条',
      );
    case 'HARD_LATER':
      if (facts.note.trim() !== '') return yes;
      return no('CASE-212', '请写明不当场收缴事后难以执行的理由，填写后才能当场收缴。', '行政处罚法第六十八条第二项');
    case 'REMOTE':
      if (facts.note.trim() !== '') return yes;
      return no(
        'CASE-213',
        '请写明当事人主动提出，以及当地边远、水上或者交通不便、到银行缴款确有困难的情况，填写后才能当场收缴。',
        '行政处罚法第六十九条',
      );
  }
}

/** Money taken on the spot needs a ticket of the finance authority; otherwise the party may refuse to pay. 处罚法 70 */
export function checkTicket(ticketNo: string): Verdict {
  if (/^[0-9A-Za-z-]{4,30}$/.test(ticketNo.trim())) return yes;
  return no(
    'CASE-214',
    '当场收缴须出具财政部门统一制发的专用票据，请填写票据号（4 至 30 位数字、字母）；没有票据的请改为到银行缴款。',
    '行政处罚法第七十条',
  );
}
