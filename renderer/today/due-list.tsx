import { Link } from 'react-router';
import type { DueLine } from '../../preload/contract/desk.ts';
import { formatInstant } from '../frame/format.ts';
import { keyOf, leftInWords, SPANS, type Span } from './due.ts';

const STATES = { OVERDUE: '逾期', DUE: '今天', SOON: '临近', OK: '正常' } as const;

/** One line a deadline, heaviest first; a click leads to the page where it is done. */
export function DueList({ lines, span }: { lines: DueLine[]; span: Span }) {
  return (
    <section className="sheet due" aria-label={SPANS[span]}>
      {lines.length === 0 ? (
        <p className="due-none quiet">{`${SPANS[span]}没有要办的事。案件、责令改正和补传码图的期限快到时，会自动列在这里。`}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>轻重</th>
              <th>当事人与案由</th>
              <th>要办什么</th>
              <th className="number">内部期限</th>
              <th className="number">法定期限</th>
              <th>剩余</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={keyOf(line)}>
                <td>
                  <span className={`weight weight-${line.state.toLowerCase()}`}>{STATES[line.state]}</span>
                </td>
                <td className="due-title">
                  <Link to={addressOf(line)}>{line.title}</Link>
                </td>
                <td>{line.what}</td>
                <td className="number">{line.internalDate}</td>
                <td className="number" title={line.dueAt ? '补传码图的时限（参数），按小时算，休息日也算' : undefined}>
                  {line.dueAt ? formatInstant(line.dueAt) : line.legalDate}
                </td>
                <td className={line.state === 'OVERDUE' ? 'overdue' : ''}>{leftInWords(line)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function addressOf({ caseId, orderId, codeId }: DueLine): string {
  if (caseId) return `/cases/${caseId}`;
  if (codeId) return `/inspections/${codeId}`;
  return orderId ? `/orders?order=${orderId}` : '/orders';
}
