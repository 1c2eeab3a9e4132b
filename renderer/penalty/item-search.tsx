import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type ItemSummary, TRIGGER_MODES } from '../../preload/contract/powers.ts';
import type { PartyType } from '../../preload/contract/subjects.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';

interface ItemSearchProps {
  readonly on: string;
  /** Whether an item may be fined on the spot depends on who did it. */
  readonly party: PartyType;
  readonly onPick: (item: ItemSummary) => void;
}

/** Finds an item by words, pinyin or its initials; up and down choose, Enter takes. */
export function ItemSearch({ on, party, onPick }: ItemSearchProps) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useQuery(
    query.powers.find.queryOptions({ input: { query: words.trim(), on, party }, placeholderData: keepPreviousData }),
  );
  const items = found.data ?? [];
  const chosen = Math.min(at, items.length - 1);
  // Enter before the answer is there means the first of the answer, never one of the list before.
  const [taking, setTaking] = useState(false);
  const take = (item: ItemSummary | undefined) => item?.notToday === '' && onPick(item);
  const answered = !found.isPlaceholderData;
  const taken = useEffectEvent(() => {
    setTaking(false);
    take(items[0]);
  });
  useEffect(() => {
    if (taking && answered) taken();
  }, [taking, answered]);

  useEffect(() => {
    list.current?.querySelector(`[data-at="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const steer = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const item = items[chosen];
    if (event.key === 'ArrowDown') setAt(Math.min(chosen + 1, items.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter' && !event.ctrlKey && !answered) setTaking(true);
    else if (event.key === 'Enter' && !event.ctrlKey && item) take(item);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="pen-search">
      <Input
        id="violation.itemCode"
        size="large"
        autoFocus
        allowClear
        autoComplete="off"
        role="combobox"
        aria-expanded="true"
        aria-controls="item-list"
        aria-activedescendant={items[chosen] ? `item-${items[chosen].code}` : undefined}
        aria-label="查找违法事项"
        placeholder="输入事项名称、关键词、拼音或首字母，如「占道」「zhandao」「zd」"
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
          setTaking(false);
        }}
        onKeyDown={steer}
        suffix={<span className="pen-note">{found.data ? `${items.length} 项` : ''}</span>}
      />
      <Refused error={found.error} />
      <div className="pen-items" role="listbox" id="item-list" aria-label="违法事项" ref={list}>
        {items.map((item, i) => (
          <div
            key={item.code}
            id={`item-${item.code}`}
            data-at={i}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            aria-disabled={item.notToday !== ''}
            className={`pen-item ${i === chosen ? 'pen-item-at' : ''} ${item.notToday ? 'pen-item-off' : ''}`}
            onMouseMove={() => setAt(i)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(item)}
            onKeyDown={() => {}}
          >
            <b>{item.name}</b>
            <span className="pen-item-range">{item.range}</span>
            <span className="pen-note">
              {item.domain}　{item.notToday || TRIGGER_MODES[item.trigger]}
            </span>
            <TriggerTag item={item} />
          </div>
        ))}
        {found.data && items.length === 0 && (
          <p className="pen-empty">
            没有找到「{words}」。请换一个词，或清空后从全部事项里选；权责清单之外的事项不能当场处罚。
          </p>
        )}
      </div>
    </div>
  );
}

const WAYS = { I: '可当场处罚', O: '先责令改正', R: '先责令改正', S: '情节严重才罚', W: '先教育警告' } as const;

export function TriggerTag({ item }: { item: Pick<ItemSummary, 'trigger' | 'ordinaryOnly'> }) {
  if (item.trigger === 'I' && item.ordinaryOnly) return <span className="pen-way pen-way-S">需走普通程序</span>;
  return <span className={`pen-way pen-way-${item.trigger}`}>{WAYS[item.trigger]}</span>;
}
