import { Empty } from 'antd';
import type { ReactNode } from 'react';
import './pick-list.css';
import './list-desk.css';

/** A list at the left, at the right the page of its open row (a section `list-desk-open`) or why there is none. */
export function ListDesk({ list, children }: { list: ReactNode; children: ReactNode }) {
  return (
    <div className="list-desk">
      <aside className="list-desk-list sheet">{list}</aside>
      {children}
    </div>
  );
}

interface ListDeskRowProps {
  readonly open: boolean;
  readonly onChoose: () => void;
  readonly name: string;
  readonly mark: ReactNode;
  /** What it is about. */
  readonly matter: string;
  readonly date: string;
  readonly title?: string;
}

/** Name and standing first, then what it is about and its date; stands in a `ul` `pick-list`. */
export function ListDeskRow({ open, onChoose, name, mark, matter, date, title }: ListDeskRowProps) {
  return (
    <li>
      <button type="button" aria-pressed={open} onClick={onChoose} title={title}>
        <b>{name}</b>
        {mark}
        <span className="list-desk-matter">{matter}</span>
        <span className="quiet number">{date}</span>
      </button>
    </li>
  );
}

/** Stands where the open page would. */
export function NothingOpen({ why }: { why: string }) {
  return (
    <div className="list-desk-none sheet">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={why} />
    </div>
  );
}
