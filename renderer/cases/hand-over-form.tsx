import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { CasePage } from '../../preload/contract/cases.ts';
import { formatYuan } from '../../preload/contract/money.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { office } from '../office/client.ts';
import { unlessSomethingLiesOnTop } from './closing.ts';
import { useCaseAct } from './use-case-act.ts';

/** Money taken on the spot goes to the authority, then to the bank, each within two working days (处罚法 71). */
export function HandOverForm({ page, onClose }: { page: CasePage; onClose: () => void }) {
  const today = useMe().office.legalDay;
  const { act, busy, trouble } = useCaseAct(page.id);
  const [on, setOn] = useState(today);
  const toBank = page.timeline.some((one) => one.kind === 'case.handed-over');
  const what = toBank ? '缴存银行' : '交到机关';
  const save = async () => {
    const step = toBank ? 'BANK' : 'AUTHORITY';
    const saved = await act(() => office.cases.handOver({ caseId: page.id, step, on }), `已登记罚款${what}。`);
    if (saved) onClose();
  };
  useKeys([
    { keys: 'Ctrl+Enter', words: `登记${what}`, run: () => void save() },
    { keys: 'Esc', words: '不登记了', run: unlessSomethingLiesOnTop(onClose) },
  ]);
  return (
    <div className="next-form">
      <h2>罚款{what}</h2>
      <p>
        当场收缴 <b>{formatYuan(page.fineFen)}</b>，票据 {page.content.penalty.ticketNo || '—'}
        。应在两个工作日内{what}。
      </p>
      <Refused error={trouble} />
      <label htmlFor="hand-over-on">{what}日期</label>
      <DatePicker
        id="hand-over-on"
        autoFocus
        allowClear={false}
        maxDate={dayjs(today)}
        value={dayjs(on)}
        onChange={(value) => value && setOn(value.format('YYYY-MM-DD'))}
      />
      <div className="next-acts">
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" loading={busy} onClick={save}>
          登记（Ctrl+Enter）
        </Button>
      </div>
    </div>
  );
}
