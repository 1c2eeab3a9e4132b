import type { CasePage } from '../../preload/contract/cases.ts';
import { formatInstant, formatTime } from '../frame/format.ts';

/** Everything that was done, newest first, a day at a time; hovering shows the hash of the journal row. */
export function Timeline({ entries }: { entries: CasePage['timeline'] }) {
  const days = Map.groupBy(entries.toReversed(), (one) => formatInstant(one.at).slice(0, 10));
  return (
    <div className="story">
      {[...days].map(([day, list]) => (
        <section key={day}>
          <h3>{day}</h3>
          <ol>
            {list.map((one) => (
              <li key={one.hash} className={`story-${one.kind.split('.')[0]}`}>
                <span className="number quiet">{formatTime(one.at)}</span>
                <b>{one.title}</b>
                <span className="story-text">
                  {one.text}
                  <code title="这一条在账本里的校验值">{one.hash.slice(0, 12)}</code>
                </span>
                <span className="quiet">{one.actor}</span>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
