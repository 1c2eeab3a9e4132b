import { Link } from 'react-router';
import { formatInstant } from '../frame/format.ts';
import type { Overview } from './overview.ts';

/** The cases that were touched last. */
export function LastCases({ cases }: { cases: Overview['lastCases'] }) {
  return (
    <section className="sheet last-cases">
      <h2>
        最近办理 <Link to="/cases">全部案件</Link>
      </h2>
      {cases.length === 0 ? (
        <p className="quiet">还没有案件。按 Ctrl+N 新建第一件当场处罚。</p>
      ) : (
        <table>
          <tbody>
            {cases.map((one) => (
              <tr key={one.id}>
                <td className="due-title">
                  <Link to={`/cases/${one.id}`}>{one.title || '还没有录当事人和案由'}</Link>
                </td>
                <td className="quiet">{one.number || '未取号'}</td>
                <td>{one.state}</td>
                <td className="number quiet">{formatInstant(one.at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
