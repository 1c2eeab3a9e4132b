import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { SignedOrRefused } from '../../preload/contract/cases.ts';
import { Refused } from '../frame/refused.tsx';
import { office } from '../office/client.ts';
import { PartySignatureSheet } from '../signing/party-signature.tsx';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { PaperDone } from './paper-done.tsx';

const plusDays = (day: string, days: number) => dayjs(day).add(days, 'day').format('YYYY-MM-DD');

/** The first weekday after that day; a holiday is the officer's to move. */
function weekdayAfter(day: string): string {
  const next = plusDays(day, 1);
  return [0, 6].includes(dayjs(next).day()) ? weekdayAfter(next) : next;
}

/** D20 责令改正通知书 with its re-inspection, signed by the party (mode O/R without an ignored order; T07). */
export function CorrectionOrder({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const { party, violation } = desk.content;
  const atOnce = desk.item?.trigger === 'R';
  const [requirement, setRequirement] = useState(desk.item?.correction ?? '');
  const [correctBefore, setCorrectBefore] = useState(atOnce ? desk.today : plusDays(desk.today, 3));
  const [recheckOn, setRecheckOn] = useState(weekdayAfter(plusDays(desk.today, atOnce ? 0 : 3)));
  const [signing, setSigning] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const wrong =
    requirement.trim().length < 2
      ? '请写明改正要求'
      : correctBefore < desk.today
        ? '改正期限不能早于今天'
        : recheckOn < correctBefore
          ? '复查日不能早于改正期限'
          : '';

  const issue = async (sign: SignedOrRefused) => {
    setBusy(true);
    setTrouble(null);
    try {
      await desk.flush();
      const order = await office.drafts.orderCorrection({
        draftId: desk.draft.id,
        requirement,
        correctBefore,
        recheckOn,
        sign,
      });
      desk.end(
        <PaperDone
          title={`责令改正通知书 ${order.number} 已开具`}
          text={`${order.partyName}应于 ${order.correctBefore} 前（含当日）改正，${order.recheckOn} 复查，到期会出现在「今日」。`}
          document={order.documents.find((one) => one.paper === 'D20')}
          officers={desk.acting}
          partyName={party.name}
          goTo="/orders"
          goWord="查看责令改正"
        />,
      );
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
      setSigning(false);
    }
  };

  return (
    <section className="pen-paper" aria-label="责令改正通知书">
      <h3>责令改正通知书</h3>
      <div className="pen-grid">
        <Field name="order.requirement" label="改正要求" required wide auto={requirement === desk.item?.correction}>
          {(at) => (
            <Input.TextArea
              {...at}
              autoFocus
              autoSize={{ minRows: 2, maxRows: 6 }}
              maxLength={4000}
              value={requirement}
              onChange={(event) => setRequirement(event.target.value)}
            />
          )}
        </Field>
        <Field name="order.correctBefore" label="改正期限" required auto>
          {(at) => (
            <DatePicker
              {...at}
              size="large"
              allowClear={false}
              value={dayjs(correctBefore)}
              onChange={(value) => {
                const day = value?.format('YYYY-MM-DD');
                if (!day) return;
                setCorrectBefore(day);
                if (recheckOn <= day) setRecheckOn(weekdayAfter(day));
              }}
            />
          )}
        </Field>
        <Field name="order.recheckOn" label="复查日期" required auto trouble={wrong}>
          {(at) => (
            <DatePicker
              {...at}
              size="large"
              allowClear={false}
              value={dayjs(recheckOn)}
              onChange={(value) => value && setRecheckOn(value.format('YYYY-MM-DD'))}
            />
          )}
        </Field>
      </div>
      <Refused error={trouble} />
      <div className="pen-actions">
        <Button size="large" onClick={onClose}>
          取消
        </Button>
        <Button
          size="large"
          type="primary"
          disabled={wrong !== ''}
          loading={busy}
          onClick={() => setSigning(true)}
          data-enter
        >
          请当事人签收
        </Button>
      </div>
      <PartySignatureSheet
        open={signing}
        busy={busy}
        signer={party.name}
        title={`责令改正通知书 · 请${party.name}签收`}
        onClose={() => setSigning(false)}
        onAnswer={issue}
        summary={
          <>
            <div>违法事实：{violation.facts}</div>
            <div>改正要求：{requirement}</div>
            <div>
              改正期限：{correctBefore} 前（含当日）改正；{recheckOn} 复查。
            </div>
          </>
        }
      />
    </section>
  );
}
