import { Alert, Button, Checkbox, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { SignedOrRefused } from '../../preload/contract/cases.ts';
import { Refused } from '../frame/refused.tsx';
import { office } from '../office/client.ts';
import { PartySignatureSheet } from '../signing/party-signature.tsx';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { PaperDone } from './paper-done.tsx';

/** D38 温馨提示单 instead of a penalty where the three conditions of 处罚法 33 hold (T14); otherwise why not. */
export function FirstViolation() {
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const [corrected, setCorrected] = useState(false);
  const [harmless, setHarmless] = useState(false);
  const [correctBefore, setCorrectBefore] = useState(desk.today);
  const [signing, setSigning] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const offer = desk.check?.firstViolation;
  const { party, violation } = desk.content;
  if (!offer || violation.itemCode === '' || desk.frozen) return null;

  const exempt = async (sign: SignedOrRefused) => {
    setBusy(true);
    setTrouble(null);
    try {
      await desk.flush();
      const page = await office.drafts.exempt({ draftId: desk.draft.id, correctBefore, corrected, harmless, sign });
      desk.end(
        <PaperDone
          title="温馨提示单已开具，首违不罚"
          text={`${page.partyName}本次不予处罚，两年内同一事项再犯不再适用。`}
          document={page.documents.find((one) => one.paper === 'D38')}
          officers={desk.acting}
          partyName={party.name}
          goTo={`/cases/${page.id}`}
          goWord="查看案件"
        />,
      );
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
      setSigning(false);
    }
  };

  if (!offer.offered) return <p className="pen-note pen-first">首违不罚：不适用。{offer.why}</p>;
  return (
    <>
      <Alert
        type="info"
        showIcon
        title={offer.why || '可以首违不罚：初次违法、后果轻微并及时改正的，可以不予处罚（处罚法 第三十三条）。'}
        action={!open && <Button onClick={() => setOpen(true)}>开具温馨提示单</Button>}
      />
      {open && (
        <section className="pen-paper" aria-label="温馨提示单">
          <h3>温馨提示单（首违不罚）</h3>
          <div className="pen-grid">
            <Checkbox className="pen-tick" checked={harmless} onChange={(event) => setHarmless(event.target.checked)}>
              <b>危害后果轻微</b>
              <span>现场已核实，没有造成明显后果</span>
            </Checkbox>
            <Checkbox className="pen-tick" checked={corrected} onChange={(event) => setCorrected(event.target.checked)}>
              <b>当事人已当场改正</b>
              <span>未能当场改正的，在下面写明期限</span>
            </Checkbox>
            <Field name="exempt.correctBefore" label="改正期限" required>
              {(at) => (
                <DatePicker
                  {...at}
                  size="large"
                  allowClear={false}
                  value={dayjs(correctBefore)}
                  minDate={dayjs(desk.today)}
                  onChange={(value) => value && setCorrectBefore(value.format('YYYY-MM-DD'))}
                />
              )}
            </Field>
          </div>
          <Refused error={trouble} />
          <div className="pen-actions">
            <Button size="large" onClick={() => setOpen(false)}>
              取消
            </Button>
            {!harmless && <span className="pen-note">先确认危害后果轻微，才能开具。</span>}
            <Button size="large" type="primary" loading={busy} disabled={!harmless} onClick={() => setSigning(true)}>
              请当事人签收
            </Button>
          </div>
          <PartySignatureSheet
            open={signing}
            busy={busy}
            signer={party.name}
            title={`温馨提示单 · 请${party.name}签收`}
            onClose={() => setSigning(false)}
            onAnswer={exempt}
            summary={
              <>
                <div>违法事实：{violation.facts}</div>
                <div>
                  初次违法、后果轻微{corrected ? '并已当场改正' : `，应于 ${correctBefore} 前改正`}，本次不予行政处罚。
                </div>
              </>
            }
          />
        </section>
      )}
    </>
  );
}
