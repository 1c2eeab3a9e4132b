import { CASE_ENDS, type CaseRow } from '../../preload/contract/cases.ts';
import { formatInstant } from '../frame/format.ts';
import { standingOf } from './standing.ts';

const COLUMNS: readonly [string, (row: CaseRow) => string][] = [
  ['当事人', (row) => row.partyName],
  ['案由', (row) => row.cause],
  ['文号', (row) => row.number],
  ['状态', (row) => standingOf(row).word],
  ['结案方式', (row) => (row.end ? CASE_ENDS[row.end] : '')],
  ['处罚', (row) => (row.kind === 'FINE' ? '罚款' : row.kind === 'WARNING' ? '警告' : '')],
  ['罚款（元）', (row) => (row.kind === 'FINE' ? (row.fineFen / 100).toFixed(2) : '')],
  ['执法人员', (row) => row.officers],
  ['地点', (row) => row.place],
  ['发现时间', (row) => formatInstant(row.foundAt)],
  ['决定日期', (row) => row.decidedOn ?? ''],
  ['下一期限', (row) => row.dueOn ?? ''],
  ['期限事项', (row) => row.dueWhat],
  ['备注', (row) => (row.simulated ? '模拟数据' : '')],
];

/** A cell that begins like a formula is made text, so that a spreadsheet does not run what somebody typed as a name. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as CSV for WPS and Excel: UTF-8 with BOM, CRLF, one line a case. */
export function csvOf(rows: readonly CaseRow[]): string {
  const lines = [COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, read]) => read(row)))];
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
