import type { ReactNode } from 'react';
import './page.css';

/** The frame of every page: one title line, what can be done on the right, the content below. */
export function Page({
  title,
  note,
  extra,
  children,
  fill = false,
}: {
  title: ReactNode;
  note?: ReactNode;
  extra?: ReactNode;
  children: ReactNode;
  /** The content takes exactly the height that is left and scrolls by itself (lists). */
  fill?: boolean;
}) {
  return (
    <section className={fill ? 'page page-fill' : 'page'}>
      <header className="page-head">
        <h1>{title}</h1>
        {note ? <div className="page-note">{note}</div> : null}
        {extra ? <div className="page-extra">{extra}</div> : null}
      </header>
      <div className="page-body">{children}</div>
    </section>
  );
}
