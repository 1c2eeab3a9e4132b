import type { CasePage } from '../../preload/contract/cases.ts';
import { formatTime } from '../frame/format.ts';
import { DeadlineWhy } from './deadline-why.tsx';
import { leftInWords } from './next-step.ts';
import { storyOf } from './story.ts';

/** What is due and what was done, a day at a time, the latest first; hovering shows the hash of the journal row. */
export function Timeline({ page }: { page: Pick<CasePage, 'timeline' | 'deadlines'> }) {
  return (
    <div className="story">
      {storyOf(page.timeline, page.deadlines).map(({ day, due, done }) => (
        <section key={day}>
          <h3>{day}</h3>
          <ol>
            {due.map((one) => (
              <li key={one.code} className={`story-due story-${one.state.toLowerCase()}`}>
                <span className="quiet">期限</span>
                <b>{one.name}</b>
                <span className="story-text">
                  法定 {one.legalDate}
                  {one.estimated ? '（预估）' : ''}，内部 {one.internalDate}，<em>{leftInWords(one)}</em>
                </span>
                <DeadlineWhy deadline={one} />
              </li>
            ))}
            {done.map((one) => (
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
