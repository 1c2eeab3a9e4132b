import type { Offload } from '../../preload/contract/evidence.ts';
import { Dot } from '../frame/dot.tsx';
import { formatBytes, formatInstant } from '../frame/format.ts';
import { OFFLOAD_STATES } from './offload-words.ts';

/** What was imported before, newest first, with the reason for every recording that was left out. */
export function OffloadHistory({ offloads }: { offloads: readonly Offload[] }) {
  return (
    <section className="history sheet">
      <h2>导入记录</h2>
      {offloads.length === 0 ? <p className="quiet">导入过的记录仪会列在这里，没导完的会写明原因。</p> : null}
      <ul>
        {offloads.map((one) => (
          <li key={one.id}>
            <div className="history-head">
              <b>{one.deviceNo}</b>
              <span>{one.officerName}</span>
              <span className="number quiet">{formatInstant(one.startedAt).slice(5)}</span>
              <Dot state={OFFLOAD_STATES[one.state].dot}>{OFFLOAD_STATES[one.state].words}</Dot>
            </div>
            <p className="quiet">
              {one.state === 'COPYING'
                ? `${one.total > 0 ? `${one.done} / ${one.total} 段` : `${one.doneBeside} / ${one.totalBeside} 个附带文件`}，共 ${formatBytes(one.totalBytes)}`
                : one.sentence}
            </p>
            {one.failures.length > 0 ? (
              <details>
                <summary>{one.failures.length} 个文件没有导入</summary>
                {one.failures.map((failure) => (
                  <p key={failure.name}>
                    <code>{failure.name.split(/[\\/]/).at(-1)}</code>
                    {failure.sentence}（{failure.code}）
                  </p>
                ))}
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
