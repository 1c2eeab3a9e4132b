import { SearchOutlined } from '@ant-design/icons';
import { skipToken, useQuery } from '@tanstack/react-query';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Session } from '../../preload/contract/people.ts';
import { query } from '../office/client.ts';
import { pagesFor, seesCases } from './access.ts';
import { useKeys } from './keys.tsx';

const KINDS = { CASE: '案件', SUBJECT: '对象', ITEM: '事项', ORDER: '责令改正' } as const;
type Kind = keyof typeof KINDS;

const ADDRESS: Record<Kind, (id: string) => string> = {
  CASE: (id) => `/cases/${id}`,
  SUBJECT: (id) => `/subjects/${id}`,
  ITEM: (id) => `/cases?item=${encodeURIComponent(id)}`,
  ORDER: (id) => `/orders?order=${id}`,
};

/** Ctrl+K: finds a case, person, number, item or page, also by pinyin initials. */
export function Search({ me }: { me: Session }) {
  const navigate = useNavigate();
  const field = useRef<InputRef>(null);
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const cases = seesCases(me.officer.roles);
  const found = useQuery(
    query.cases.find.queryOptions({ input: asked && cases ? { query: asked } : skipToken, staleTime: 0 }),
  );
  useKeys([{ keys: 'Ctrl+K', words: '查找', run: () => field.current?.focus({ cursor: 'all' }) }]);

  const pages = pagesFor(me.officer.roles)
    .filter((page) => asked && (page.name.includes(asked) || page.initials.startsWith(asked.toLowerCase())))
    .map((page) => ({ value: page.path, label: <Hit kind="页面" title={page.name} text="" /> }));
  const things = (found.data ?? []).map((one) => ({
    value: ADDRESS[one.kind](one.id),
    label: <Hit kind={KINDS[one.kind]} title={one.title} text={one.text} />,
  }));
  const options = asked ? [...things, ...pages] : [];
  return (
    <AutoComplete
      className="search"
      value={words}
      options={options}
      defaultActiveFirstOption
      popupMatchSelectWidth={560}
      notFoundContent={asked && !found.isFetching ? <NotFound cases={cases} /> : null}
      onSearch={setWords}
      onSelect={(address: string) => {
        setWords('');
        field.current?.blur();
        navigate(address);
      }}
    >
      <Input
        ref={field}
        prefix={<SearchOutlined />}
        suffix={<kbd>Ctrl+K</kbd>}
        placeholder={cases ? '姓名、文号、案由、地点、拼音首字母' : '查找页面'}
        aria-label="查找"
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            setWords('');
            field.current?.blur();
          }
        }}
      />
    </AutoComplete>
  );
}

function Hit({ kind, title, text }: { kind: string; title: string; text: string }) {
  return (
    <div className="hit">
      <span className="hit-kind">{kind}</span>
      <b>{title}</b>
      <span className="hit-text">{text}</span>
    </div>
  );
}

function NotFound({ cases }: { cases: boolean }) {
  return (
    <span className="quiet">{cases ? '没有找到。可以输入姓名、文号、案由、地点中的任意几个字。' : '没有这一页。'}</span>
  );
}
