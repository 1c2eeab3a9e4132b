import { SearchOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { DatePicker, Input, type InputRef, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { CASE_STATES, type CaseState } from '../../preload/contract/cases.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { query } from '../office/client.ts';
import { Chip } from './chip.tsx';
import { DUES, type Due, filterOf, inWords, NOTHING, type Wanted } from './filter.ts';
import { SavedFilters } from './saved-filters.tsx';

const TYPING_MS = 180;

/** Search, chips with counts, and what narrows further; everything stands in the address. */
export function FilterBar({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { session, office } = useMe();
  const today = office.legalDay;
  const items = useQuery(query.powers.find.queryOptions({ input: { query: '', on: today }, staleTime: 600_000 }));
  const people = useQuery(query.people.list.queryOptions({ staleTime: 600_000 }));
  const officers = (people.data ?? []).filter((one) => one.roles.includes('OFFICER'));
  const set = (part: Partial<Wanted>) => onChange({ ...wanted, ...part });
  const acts = session.officer.roles.includes('OFFICER');
  const words = inWords(wanted, {
    item: items.data?.find((one) => one.code === wanted.itemCode)?.name ?? '',
    officer: officers.find((one) => one.id === wanted.officerId)?.name ?? '',
  });

  return (
    <div className="filter-bar">
      <div className="filter-line">
        <WordsField words={wanted.query} onWords={(words) => set({ query: words })} />
        {(Object.keys(DUES) as Due[]).map((due) => (
          <Chip
            key={due}
            on={wanted.due === due}
            counts={{ due }}
            heavy={due === 'overdue'}
            onToggle={(on) => set({ due: on ? due : '' })}
          >
            {DUES[due]}
          </Chip>
        ))}
        <Chip on={wanted.open} counts={{ open: true }} onToggle={(open) => set({ open, states: [] })}>
          在办
        </Chip>
        {acts ? (
          <Chip on={wanted.mine} counts={{ mine: true }} onToggle={(mine) => set({ mine, officerId: '' })}>
            我办的
          </Chip>
        ) : null}
      </div>
      <div className="filter-line">
        <Select<CaseState[]>
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          placeholder="状态"
          aria-label="状态"
          className="filter-states"
          value={[...wanted.states]}
          onChange={(states) => set({ states, open: false })}
          options={Object.entries(CASE_STATES).map(([value, label]) => ({ value: value as CaseState, label }))}
        />
        <Select<string>
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="事项"
          aria-label="事项"
          className="filter-item"
          popupMatchSelectWidth={420}
          value={wanted.itemCode || null}
          onChange={(itemCode) => set({ itemCode: itemCode ?? '' })}
          options={(items.data ?? []).map((one) => ({ value: one.code, label: one.name }))}
        />
        <Select<string>
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder="执法人员"
          aria-label="执法人员"
          className="filter-officer"
          value={wanted.officerId || null}
          onChange={(officerId) => set({ officerId: officerId ?? '', mine: false })}
          options={officers.map((one) => ({ value: one.id, label: one.name }))}
        />
        <DatePicker.RangePicker
          allowEmpty={[true, true]}
          placeholder={['决定日期从', '到']}
          aria-label="期间"
          className="filter-period"
          value={period(wanted, today)}
          presets={[
            { label: '本月', value: [dayjs(today).startOf('month'), dayjs(today)] },
            { label: '上月', value: lastMonth(today) },
            { label: '今年', value: [dayjs(today).startOf('year'), dayjs(today)] },
          ]}
          onChange={(span) =>
            set({
              from: span?.[0]?.format('YYYY-MM-DD') ?? '',
              to: span?.[1]?.format('YYYY-MM-DD') ?? '',
              month: false,
            })
          }
        />
        <SavedFilters wanted={wanted} words={words} onChoose={onChange} />
        {words ? (
          <button type="button" className="filter-clear" onClick={() => onChange(NOTHING)}>
            清除筛选
          </button>
        ) : null}
      </div>
    </div>
  );
}

function period(wanted: Wanted, today: string): [Dayjs | null, Dayjs | null] | null {
  const { from, to } = filterOf(wanted, today);
  return from || to ? [from ? dayjs(from) : null, to ? dayjs(to) : null] : null;
}

function lastMonth(today: string): [Dayjs, Dayjs] {
  const last = dayjs(today).subtract(1, 'month');
  return [last.startOf('month'), last.endOf('month')];
}

/** The words of the search; asked when the typing pauses, not at every stroke of a pinyin input. */
function WordsField({ words, onWords }: { words: string; onWords: (words: string) => void }) {
  const field = useRef<InputRef>(null);
  const [typed, setTyped] = useState(words);
  const composing = useRef(false);
  const told = useRef(words);
  useEffect(() => {
    if (words === told.current) return;
    told.current = words;
    setTyped(words);
  }, [words]);
  const tell = useRef(onWords);
  tell.current = onWords;
  useEffect(() => {
    if (typed === told.current || composing.current) return;
    const pause = setTimeout(() => {
      told.current = typed;
      tell.current(typed);
    }, TYPING_MS);
    return () => clearTimeout(pause);
  }, [typed]);
  useKeys([{ keys: 'Ctrl+F', words: '在台账里查找', run: () => field.current?.focus({ cursor: 'all' }) }]);
  return (
    <Input
      ref={field}
      allowClear
      data-list-search
      className="filter-words"
      prefix={<SearchOutlined />}
      suffix={typed ? null : <kbd>Ctrl+F</kbd>}
      placeholder="姓名、案由、地点、文号、拼音首字母"
      aria-label="在台账里查找"
      maxLength={100}
      value={typed}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        setTyped(event.currentTarget.value);
      }}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
