import type { ReactNode } from 'react';
import './door.css';

/** The page in front of the office: name of the house on the left, one matter on the right. */
export function Door({
  title,
  note,
  children,
  wide = false,
  demo = false,
}: {
  title: string;
  note?: ReactNode;
  children: ReactNode;
  wide?: boolean;
  demo?: boolean;
}) {
  return (
    <main className={wide ? 'door door-wide' : 'door'}>
      <aside className="door-name">
        <div className="door-mark" aria-hidden="true">
          镇
        </div>
        <strong>镇执台</strong>
        <span>镇街综合行政执法队办公桌面</span>
        {demo ? <em className="demo-tag">演示</em> : null}
      </aside>
      <section className="door-matter">
        <h1>{title}</h1>
        {note ? <div className="door-note">{note}</div> : null}
        {children}
      </section>
    </main>
  );
}
