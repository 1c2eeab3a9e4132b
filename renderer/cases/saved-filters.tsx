import { CloseOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { addressOf, type Wanted, wantedOf } from './filter.ts';

interface Saved {
  readonly name: string;
  readonly address: string;
}

const PLACE = 'zhenzhi.case-filters';
const MOST = 12;

function stored(): Saved[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '[]');
    if (!Array.isArray(list)) return [];
    return list.filter(
      (one): one is Saved => typeof one?.name === 'string' && typeof one?.address === 'string' && one.name !== '',
    );
  } catch {
    return [];
  }
}

/** Filters with a name, kept on this PC like its letter size, not in the ledger. */
export function SavedFilters({
  wanted,
  words,
  onChoose,
}: {
  wanted: Wanted;
  words: string;
  onChoose: (wanted: Wanted) => void;
}) {
  const [saved, setSaved] = useState(stored);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState('');
  const address = addressOf(wanted).toString();
  const keep = (list: Saved[]) => {
    setSaved(list);
    localStorage.setItem(PLACE, JSON.stringify(list));
  };
  const save = () => {
    const called = name.trim() || words;
    keep([...saved.filter((one) => one.name !== called), { name: called, address }].slice(-MOST));
    setNaming(false);
  };
  const known = saved.some((one) => one.address === address);
  return (
    <>
      {saved.map((one) => (
        <span key={one.name} className={one.address === address ? 'chip chip-saved chip-on' : 'chip chip-saved'}>
          <button type="button" onClick={() => onChoose(wantedOf(new URLSearchParams(one.address)))}>
            <StarOutlined /> {one.name}
          </button>
          <button
            type="button"
            aria-label={`删除筛选“${one.name}”`}
            onClick={() => keep(saved.filter((other) => other !== one))}
          >
            <CloseOutlined />
          </button>
        </span>
      ))}
      {words && !known ? (
        <Popover
          trigger="click"
          open={naming}
          onOpenChange={(open) => {
            setName(words);
            setNaming(open);
          }}
          content={
            <form
              className="filter-save"
              onSubmit={(event) => {
                event.preventDefault();
                save();
              }}
            >
              <label htmlFor="filter-name">名称</label>
              <Input
                id="filter-name"
                autoFocus
                maxLength={20}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <Button type="primary" htmlType="submit">
                保存
              </Button>
            </form>
          }
        >
          <Button type="text" icon={<StarOutlined />}>
            存为常用
          </Button>
        </Popover>
      ) : null}
    </>
  );
}
