import { skipToken, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { formatInstant } from '../frame/format.ts';
import { query } from '../office/client.ts';

const NEWEST = 8;

/** Chooses a case by party, cause or number; before a word is typed it offers the newest ones of this officer. */
export function CasePicker({
  placeholder,
  value,
  onPick,
  mine,
}: {
  placeholder: string;
  value: string | undefined;
  onPick: (caseId: string | undefined) => void;
  mine: boolean;
}) {
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const newest = useQuery(
    query.cases.list.queryOptions({
      input: {
        filter: { query: '', states: [], itemCode: '', officerId: null, from: null, to: null, due: '', mine },
        offset: 0,
        limit: NEWEST,
      },
    }),
  );
  const found = useQuery(query.cases.find.queryOptions({ input: asked ? { query: asked } : skipToken }));
  const chosen = useQuery(query.cases.page.queryOptions({ input: value ? { caseId: value } : skipToken }));
  const options = asked
    ? (found.data ?? [])
        .filter((one) => one.kind === 'CASE')
        .map((one) => ({ value: one.id, title: one.title, text: one.text }))
    : (newest.data?.rows ?? []).map((one) => ({
        value: one.id,
        title: `${one.partyName || '当事人待登记'} ${one.cause}`,
        text: one.number || formatInstant(one.foundAt),
      }));
  const known = options.some((one) => one.value === value);
  const kept =
    value && chosen.data && !known
      ? [{ value, title: `${chosen.data.partyName} ${chosen.data.cause}`, text: chosen.data.number }]
      : [];
  return (
    <Select
      className="case-picker"
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={placeholder}
      aria-label={placeholder}
      value={value}
      onChange={(caseId?: string) => {
        setWords('');
        onPick(caseId);
      }}
      popupMatchSelectWidth={420}
      notFoundContent={asked ? '没有找到这样的案件，可输入姓名、案由或文号。' : '还没有案件。'}
      options={[...kept, ...options].map(({ value: id, title, text }) => ({ value: id, label: title, text }))}
      optionRender={(option) => (
        <div className="hit">
          <b>{option.label}</b>
          <span className="hit-text">{String(option.data.text)}</span>
        </div>
      )}
    />
  );
}
