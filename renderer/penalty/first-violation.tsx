import { Alert, Button, Checkbox, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { SignedOrRefused } from '../../preload/contract/cases.ts';
import { office } from '../office/client.ts';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { PaperDone } from './paper-done.tsx';
import { PaperForm } from './paper-form.tsx';

/** D38 温馨提示单 instead of a penalty where the three conditions of 处罚法 33 hold (T14); otherwise why not. */
export function FirstViolation() {
  const desk = useDesk();
  const [open, setOpen] = useState(false);
  const offer = desk.check?.firstViolation;
  if (!offer || desk.content.violation.itemCode === '' || desk.frozen) return null;
  if (!offer.offered) return <p className="pen-note pen-first">首违不罚：不适用。{offer.why}</p>;
  return (
    <>
      <Alert
        type={offer.why === '' ? 'info' : 'warning'}
        showIcon
        title={offer.why || '可以首违不罚：初次违法、后果轻微并及时改正的，可以不予处罚（处罚法 第三十三条）。'}
        action={!open && <Button onClick={() => setOpen(true)}>开具温馨提示单</Button>}
      />
      {open && <Notice onClose={() => setOpen(false)} />}
    </>
  );
}

function Notice({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const { party, violation } = desk.content;
  const [corrected, setCorrected] = useState(false);
  const [harmless, setHarmless] = useState(false);
  const [correctBefore, setCorrectBefore] = useState(desk.today);
  const issue = async (sign: SignedOrRefused) => {
    const page = await office.drafts.exempt({ draftId: desk.draft.id, correctBefore, corrected, harmless, sign });
    return (
      <PaperDone
        title="温馨提示单已开具，首违不罚"
        text={`${page.partyName}本次不予处罚，两年内同一事项再犯不再适用。`}
        document={page.documents.find((one) => one.paper === 'D38')}
        officers={desk.acting}
        partyName={party.name}
        goTo={`/cases/${page.id}`}
        goWord="查看案件"
      />
    );
  };
  return (
    <PaperForm
      title="温馨提示单"
      wrong={harmless && corrected ? '' : '先确认危害后果轻微、已当场改正，才能开具'}
      onClose={onClose}
      issue={issue}
      summary={
        <>
          <div>违法事实：{violation.facts}</div>
          <div>初次违法、后果轻微并已当场改正，本次不予行政处罚；{correctBefore} 复查。</div>
        </>
      }
    >
      <Checkbox className="pen-tick" checked={harmless} onChange={(event) => setHarmless(event.target.checked)}>
        <b>危害后果轻微</b>
        <span>现场已核实，没有造成明显后果</span>
      </Checkbox>
      <Checkbox className="pen-tick" checked={corrected} onChange={(event) => setCorrected(event.target.checked)}>
        <b>当事人已当场改正</b>
        <span>还没有改正的，先责令改正，复查合格后再办</span>
      </Checkbox>
      <Field name="exempt.correctBefore" label="复查日期（核实没有再犯）" required>
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
    </PaperForm>
  );
}
