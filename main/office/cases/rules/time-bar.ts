import { addMonths, type LegalDay } from '../../calendar/index.ts';
import type { ParameterValues } from '../../settings/index.ts';
import { no, type Verdict, yes } from './verdict.ts';

/**
 * Whether the violation was found in time. 处罚法 36; DL31; T13
 * `endedOn`: the day of the act, or the last day of a continued one.
 */
export function checkTimeBar(
  facts: {
    readonly endedOn: LegalDay;
    readonly foundOn: LegalDay;
    /** 涉及公民生命健康安全、金融安全且有危害后果 */
    readonly serious: boolean;
  },
  parameters: ParameterValues,
): Verdict {
  const { endedOn, foundOn } = facts;
  if (endedOn > foundOn) {
    return no('CASE-231', `违法行为日期 ${endedOn} 晚于发现日期 ${foundOn}，请核对日期。`, '行政处罚法第三十六条');
  }
  const years = facts.serious ? parameters.seriousTimeBarYears : parameters.timeBarYears;
  const lastDay = addMonths(endedOn, years * 12);
  if (foundOn <= lastDay) return yes;
  return no(
    'CASE-230',
    `违法行为终了于 ${endedOn}，${years} 年追责时效已于 ${lastDay} 届满，不再给予行政处罚；请核对行为日期，确已超过的按不予处罚办理。`,
    '行政处罚法第三十六条',
  );
}
