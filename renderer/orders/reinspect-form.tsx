import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { OrderView, SignedOrRefused } from '../../preload/contract/cases.ts';
import { unlessSomethingLiesOnTop } from '../cases/closing.ts';
import { enterNext } from '../frame/enter-next.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { refusalOf } from '../frame/refusals.ts';
import { Refused } from '../frame/refused.tsx';
import { useAct } from '../frame/use-act.ts';
import { office, query } from '../office/client.ts';
import { isAnswered, NOT_SIGNED, PartySignatureSheet, SignatureLine } from '../signing/party-signature.tsx';
import { mayResult, RESULTS, type Result } from './order-words.ts';

interface ReinspectFormProps {
  readonly order: OrderView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** D22: what two officers found when they came back, and the party's signature if he is there. */
export function ReinspectForm({ order, onClose, onDone }: ReinspectFormProps) {
  const { session, office: state } = useMe();
  const today = state.legalDay;
  const client = useQueryClient();
  const people = useQuery(query.people.selectable.queryOptions({ input: { on: today } }));
  const [result, setResult] = useState<Result | null>(null);
  const [note, setNote] = useState('');
  // Whoever ordered usually looks again; the one at the desk comes first.
  const known = order.documents[0]?.signatures.map((one) => one.name) ?? [];
  const usual = (people.data ?? [])
    .filter(({ officer, allowed }) => allowed && officer.id !== session.officer.id && known.includes(officer.name))
    .map(({ officer }) => officer.id);
  const [chosen, setOfficerIds] = useState<string[] | null>(null);
  const officerIds = chosen ?? [session.officer.id, ...usual].slice(0, 2);
  const [present, setPresent] = useState(true);
  const [sign, setSign] = useState<SignedOrRefused>(NOT_SIGNED);
  const [signing, setSigning] = useState(false);
  const [tried, setTried] = useState(false);
  const { act, busy, trouble, forget } = useAct(() => client.invalidateQueries({ queryKey: query.cases.orders.key() }));

  const missing = {
    officers: officerIds.length < 2 ? '请选择两名执法人员' : '',
    result: result === null ? '请选择复查结果' : '',
    note: note.trim() === '' ? '请写明复查看到的情况' : '',
    sign: present && !isAnswered(sign) ? '当事人在场，请其签名或注明拒签' : '',
  };
  const open = Object.values(missing).filter(Boolean);
  const refused = refusalOf(trouble).field;
  const save = async () => {
    setTried(true);
    if (open.length > 0 || result === null) return;
    const signed = present ? sign : NOT_SIGNED;
    const saved = await act(
      () => office.cases.reinspect({ orderId: order.id, result, note, officerIds, sign: signed }),
      `已登记复查：${RESULTS[result]}。请两名执法人员在复查记录上签名。`,
    );
    if (saved) onDone();
  };
  useKeys([
    { keys: 'Ctrl+Enter', words: '登记复查结果', run: () => !signing && void save() },
    { keys: 'Ctrl+S', words: '登记复查结果', run: () => !signing && void save() },
    { keys: 'Esc', words: '不登记了', run: unlessSomethingLiesOnTop(onClose) },
  ]);
  const wrong = (name: keyof typeof missing, field: string) =>
    tried && missing[name] ? (
      <span className="field-wrong">{missing[name]}</span>
    ) : refused === field && trouble ? (
      <span className="field-wrong">{refusalOf(trouble).sentence}</span>
    ) : null;

  return (
    <form
      className="reinspect sheet"
      onKeyDown={enterNext}
      onKeyDownCapture={(event) => {
        // An open list would take Ctrl+Enter for its own Enter, and take the chosen officer out again.
        if (signing || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        void save();
      }}
      onSubmit={(event) => event.preventDefault()}
    >
      <h3>整改复查记录</h3>
      <div className="reinspect-field">
        <span id="reinspect-officers">执法人员（两名）</span>
        <Select<string[]>
          mode="multiple"
          maxCount={4}
          aria-labelledby="reinspect-officers"
          value={officerIds}
          status={tried && missing.officers ? 'error' : ''}
          onChange={setOfficerIds}
          showSearch={{ optionFilterProp: 'label' }}
          options={(people.data ?? []).map(({ officer, allowed, why }) => ({
            value: officer.id,
            label: allowed ? `${officer.name}（${officer.certNo}）` : `${officer.name}：${why}`,
            disabled: !allowed,
          }))}
        />
        {wrong('officers', 'officerIds')}
      </div>
      <div className="reinspect-field">
        <span id="reinspect-result">复查结果</span>
        <Radio.Group
          aria-labelledby="reinspect-result"
          optionType="button"
          value={result}
          onChange={(event) => setResult(event.target.value as Result)}
          options={(Object.keys(RESULTS) as Result[]).map((one) => ({
            value: one,
            label: RESULTS[one],
            disabled: !mayResult(one, order, today),
          }))}
        />
        {mayResult('NOT_CORRECTED', order, today) ? null : (
          <small className="quiet">改正期限到 {order.correctBefore}，期限未满只能登记“已改正”。</small>
        )}
        {wrong('result', 'result')}
      </div>
      <div className="reinspect-field reinspect-wide">
        <label htmlFor="reinspect-note">复查看到的情况</label>
        <Input.TextArea
          id="reinspect-note"
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={4000}
          value={note}
          status={tried && missing.note ? 'error' : ''}
          placeholder="如：2026年11月20日到现场复查，堆放物仍占用人行道约3平方米，当事人称下午清理。"
          onChange={(event) => setNote(event.target.value)}
        />
        {wrong('note', 'note')}
      </div>
      <div className="reinspect-field reinspect-wide">
        <Checkbox checked={present} onChange={(event) => setPresent(event.target.checked)}>
          当事人在场
        </Checkbox>
        {present ? (
          <SignatureLine
            label="当事人签名"
            signer={order.partyName}
            sign={sign}
            disabled={result === null || note.trim() === ''}
            onOpen={() => setSigning(true)}
          />
        ) : (
          <small className="quiet">复查记录上注明当事人不在场，只由执法人员签名。</small>
        )}
        {wrong('sign', 'sign')}
      </div>
      {tried && open.length > 0 ? (
        <Alert className="reinspect-wide" type="error" showIcon title={`还要补齐：${open.join('；')}。`} />
      ) : null}
      <div className="reinspect-wide">
        <Refused error={trouble} onClose={forget} />
        <div className="next-acts">
          <Button size="large" onClick={onClose}>
            取消
          </Button>
          <Button size="large" type="primary" loading={busy} onClick={save} data-enter>
            登记复查结果（Ctrl+Enter）
          </Button>
        </div>
      </div>
      <PartySignatureSheet
        open={signing}
        signer={order.partyName}
        title={`整改复查记录 · 请${order.partyName}签名`}
        onClose={() => setSigning(false)}
        onAnswer={(answer) => {
          setSign(answer);
          setSigning(false);
        }}
        summary={
          <>
            <div>
              {order.itemName}，{order.number}，应于 {order.correctBefore} 前改正。
            </div>
            <div>
              复查结果：<b>{result ? RESULTS[result] : ''}</b>。{note}
            </div>
          </>
        }
      />
    </form>
  );
}
