import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useArrowKeys } from './arrow-keys.ts';
import './long-list.css';

const ROW_PX = 36;
/** Rows above and below the visible ones, so that a quick wheel shows no gaps. */
const OVERSCAN = 12;
/** Rows that stay above the row in hand when a list opens. */
const ROWS_ABOVE = 6;

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** CSS width; without one the column takes what is left. */
  readonly width?: number | string;
  readonly number?: boolean;
  /** Left out where the window is narrow or the letters are big. */
  readonly spare?: boolean;
  readonly show: (row: Row) => ReactNode;
}

interface LongListProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Without the heads of the columns, for a list beside an open thing. */
  readonly narrow?: boolean;
  readonly total: number;
  /** Undefined while its page is on the way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly addressOf: (row: Row) => string;
  /** Opens a row by key. */
  readonly onOpen: (row: Row) => void;
  /** What the rows are a result of; when it changes the list begins at its top. */
  readonly question: string;
  readonly onVisible: (first: number, last: number) => void;
  /** The row under the cursor; kept by the page. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly isOpen?: (row: Row) => boolean;
}

/** A table of any length: only the visible rows exist, the pages they need are asked for. The first cell is the link. */
export function LongList<Row extends { id: string }>(props: LongListProps<Row>) {
  const { columns, narrow = false, total, rowAt, question, active, onActive, onVisible } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    // The list beside an open case and the whole ledger are two lists; the row in hand stays in sight.
    initialOffset: Math.max(0, (active - ROWS_ABOVE) * ROW_PX),
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onVisible(first, last), [first, last, onVisible]);

  const asked = useRef(question);
  useLayoutEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    scroller.current?.scrollTo({ top: 0 });
  }, [question]);

  const go = (to: number) => {
    const index = Math.max(0, Math.min(total - 1, to));
    onActive(index);
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  useArrowKeys({
    ArrowDown: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    PageDown: () => go(active + 12),
    PageUp: () => go(active - 12),
    Home: () => go(0),
    End: () => go(total - 1),
    Enter: () => {
      const row = rowAt(active);
      if (row) props.onOpen(row);
    },
  });

  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div ref={scroller} className={narrow ? 'long-list long-list-narrow' : 'long-list'}>
      <table aria-label={props.label} aria-rowcount={total}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} className={classOf(column)} style={{ width: column.width }} />
          ))}
        </colgroup>
        {narrow ? null : (
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.key} className={classOf(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          <tr className="long-gap" style={{ height: before }} />
          {items.map(({ index }) => {
            const row = rowAt(index);
            if (!row) {
              return (
                <tr key={index} className="long-waiting">
                  <td colSpan={columns.length}>
                    <i />
                  </td>
                </tr>
              );
            }
            return (
              <LongRow
                key={index}
                index={index}
                row={row}
                columns={columns as readonly Column<unknown>[]}
                address={props.addressOf(row)}
                active={index === active}
                open={props.isOpen?.(row) ?? false}
                onActive={onActive}
              />
            );
          })}
          <tr className="long-gap" style={{ height: Math.max(0, after) }} />
        </tbody>
      </table>
    </div>
  );
}

function classOf(column: Column<never>): string {
  return [column.number ? 'long-number' : '', column.spare ? 'long-spare' : ''].filter(Boolean).join(' ');
}

interface LongRowProps {
  readonly index: number;
  readonly row: unknown;
  readonly columns: readonly Column<unknown>[];
  readonly address: string;
  readonly active: boolean;
  readonly open: boolean;
  readonly onActive: (index: number) => void;
}

/** One row; drawn again only when it or its place in the eye changes, not at every turn of the wheel. */
const LongRow = memo(function LongRow({ index, row, columns, address, active, open, onActive }: LongRowProps) {
  const marks = [active ? 'long-active' : '', open ? 'long-open' : ''];
  return (
    <tr className={marks.filter(Boolean).join(' ')} aria-rowindex={index + 1}>
      {columns.map((column, place) => (
        <td key={column.key} className={classOf(column)}>
          {place === 0 ? (
            <Link to={address} onClick={() => onActive(index)} aria-current={open ? 'true' : undefined}>
              {column.show(row)}
            </Link>
          ) : (
            column.show(row)
          )}
        </td>
      ))}
    </tr>
  );
});
