import { Progress } from 'antd';
import { useRef } from 'react';
import { useProgress } from '../office/events.tsx';

/** Work of the office that takes long: count, rate and time left; nobody has to wait beside it. */
export function LongWork() {
  const tasks = useProgress();
  const begun = useRef(new Map<string, { at: number; done: number }>());
  for (const { task, done } of tasks) {
    if (!begun.current.has(task)) begun.current.set(task, { at: Date.now(), done });
  }
  return tasks.map(({ task, done, total, unit: named }) => {
    const unit = named || '项';
    const start = begun.current.get(task);
    const seconds = start ? (Date.now() - start.at) / 1000 : 0;
    const rate = start && seconds > 0 ? (done - start.done) / seconds : 0;
    return (
      <div key={task} className="long-work" role="status">
        <span>{task}</span>
        <Progress percent={total > 0 ? Math.floor((done / total) * 100) : 0} size="small" showInfo={false} />
        <span>
          {done} / {total} {unit}
          {rate > 0
            ? `，每秒约 ${rate.toFixed(rate < 10 ? 1 : 0)} ${unit}，还要约 ${timeLeft((total - done) / rate)}`
            : ''}
        </span>
      </div>
    );
  });
}

function timeLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
}
