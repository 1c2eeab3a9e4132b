import { SearchOutlined } from '@ant-design/icons';
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Found } from '../../preload/contract/cases.ts';
import type { Session } from '../../preload/contract/people.ts';
import { query } from '../office/client.ts';
import { pagesFor, seesCases } from './access.ts';
import { addressOf } from './found.ts';
import { useKeys } from './keys.tsx';
import { useTell } from './tell.ts';
import './search.css';

const KINDS: Record<Found['kind'], string> = {
  CASE: '案件',
  PAPER: '文书',
  SUBJECT: '对象',
  ITEM: '事项',
  ORDER: '责令改正',
  CODE: '亮码',
  NEW_CODE: '亮码',
};

/** Ctrl+K: finds a case, person, number, item or page, also by pinyin initials; a check code opens its paper. */
export function Search({ me }: { me: Session }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const tell = useTell();
  const field = useRef<InputRef>(null);
  const [words, setWords] = useState('');
  const asked = useDeferredValue(words.trim());
  const cases = seesCases(me.officer.roles);
  const found = useQuery(
    query.cases.find.queryOptions({ input: asked && cases ? { query: asked } : skipToken, staleTime: 0 }),
  );
  useKeys([{ keys: 'Ctrl+K', words: '查找', run: () => field.current?.focus({ cursor: 'all' }) }]);

  const pagesOf = (words: string) =>
    pagesFor(me.officer.roles).filter(
      (page) => words && (page.name.includes(words) || page.initials.startsWith(words.toLowerCase())),
    );
  const pages = pagesOf(asked).map((page) => ({
    value: page.path,
    label: <Hit kind="页面" title={page.name} text="" />,
  }));
  const things = (found.data ?? []).map((one) => ({
    value: addressOf(one),
    label: <Hit kind={KINDS[one.kind]} title={one.title} text={one.text} />,
  }));
  const options = asked ? [...things, ...pages] : [];
  const go = (address: string) => {
    setWords('');
    field.current?.blur();
    navigate(address);
  };
  /** A scanner ends its code with Enter before an answer can be there: what is shown then belongs to its first letters. */
  const enterEarly = async (scanned: string) => {
    const [first] = await queryClient.fetchQuery(query.cases.find.queryOptions({ input: { query: scanned } }));
    const address = first ? addressOf(first) : pagesOf(scanned)[0]?.path;
    if (address) go(address);
  };
  return (
    <div
      className="search"
      data-scan
      onKeyDownCapture={(event) => {
        const typed = words.trim();
        if (event.key !== 'Enter' || event.nativeEvent.isComposing || !cases || !typed) return;
        if (typed === asked && found.data !== undefined) return;
        event.preventDefault();
        event.stopPropagation();
        enterEarly(typed).catch(tell.refused);
      }}
    >
      <AutoComplete
        value={words}
        options={options}
        defaultActiveFirstOption
        popupMatchSelectWidth={560}
        notFoundContent={asked && !found.isFetching ? <NotFound cases={cases} /> : null}
        onSearch={setWords}
        onSelect={go}
      >
        <Input
          ref={field}
          prefix={<SearchOutlined />}
          suffix={<kbd>Ctrl+K</kbd>}
          placeholder={cases ? '姓名、文号、案由、查验码、拼音首字母' : '查找页面'}
          aria-label="查找"
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setWords('');
              field.current?.blur();
            }
          }}
        />
      </AutoComplete>
    </div>
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
