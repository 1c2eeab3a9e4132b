import type { Found } from '../../../preload/contract/cases.ts';
import { CODE_STATES, type CodeRow } from '../../../preload/contract/inspections.ts';
import { couldBeCode } from '../inspections/index.ts';
import type { Office } from '../office.ts';

type Ground = Pick<Office, 'ledger' | 'inspections'>;

/** A registered 行政行为码 as something that was found. */
export const asFound = ({ id, partyName, matter, checkOn, state, withdrawn, simulated }: CodeRow): Found => ({
  kind: 'CODE',
  id,
  title: `${partyName} ${matter}`,
  text: `${checkOn} 检查，${withdrawn ? '登记已作废' : CODE_STATES[state]}${simulated ? '（模拟）' : ''}`,
});

/** The registered code of exactly this text. */
export function registeredCode({ ledger, inspections }: Ground, text: string): Found | undefined {
  const row = inspections.byText(ledger.read, text);
  return row === undefined ? undefined : asFound(inspections.page(row.id));
}

/** The offer to register a text that could be a code; the address is never opened. domain.md §4.2, §10 no. 23 */
export function newCode({ inspections }: Ground, text: string): Found | undefined {
  if (!couldBeCode(text, inspections.hosts())) return undefined;
  return { kind: 'NEW_CODE', id: text, title: '登记这个行政行为码', text };
}
