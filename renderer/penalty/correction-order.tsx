import { useQuery } from '@tanstack/react-query';
import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import type { SignedOrRefused } from '../../preload/contract/cases.ts';
import { office, query } from '../office/client.ts';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { PaperDone } from './paper-done.tsx';
import { PaperForm } from './paper-form.tsx';

/** Where refusing the order is what is fined, it is obeyed at once; else within three days, as the town is used to. */
const usualDays = (trigger: string | undefined) => (trigger === 'R' ? 0 : 3);

/** D20 责令改正通知书 with its re-inspection, signed by the party (mode O/R without an ignored order; T07). */
export function CorrectionOrder({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  const { party, violation } = desk.content;
  const [requirement, setRequirement] = useState(desk.item?.correction ?? '');
  const [correctBefore, setCorrectBefore] = useState(
    dayjs(desk.today).add(usualDays(desk.item?.trigger), 'day').format('YYYY-MM-DD'),
  );
  // The next working day, holidays counted; a day that the officer chose stands as long as it is possible.
  const [chosen, setRecheckOn] = useState('');
  const usual = useQuery(query.drafts.recheckDay.queryOptions({ input: { correctBefore } })).data?.recheckOn ?? '';
  const recheckOn = chosen >= correctBefore ? chosen : usual;
  const noDay = recheckOn === '' ? '正在算复查日期…' : '';

  const issue = async (sign: SignedOrRefused) => {
    const given = { draftId: desk.draft.id, requirement, correctBefore, recheckOn, sign };
    const order = await office.drafts.orderCorrection(given);
    return (
      <PaperDone
        title={`责令改正通知书 ${order.number} 已开具`}
        text={`${order.partyName}应于 ${order.correctBefore} 前（含当日）改正，${order.recheckOn} 复查，到期会出现在「今日」。`}
        document={order.documents.find((one) => one.paper === 'D20')}
        officers={desk.acting}
        partyName={party.name}
        goTo="/orders"
        goWord="查看责令改正"
      />
    );
  };

  return (
    <PaperForm
      title="责令改正通知书"
      wrong={requirement.trim().length < 2 ? '请写明改正要求' : noDay}
      onClose={onClose}
      issue={issue}
      summary={
        <>
          <div>违法事实：{violation.facts}</div>
          <div>改正要求：{requirement}</div>
          <div>
            改正期限：{correctBefore} 前（含当日）改正；{recheckOn} 复查。
          </div>
        </>
      }
    >
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
            minDate={dayjs(desk.today)}
            onChange={(value) => value && setCorrectBefore(value.format('YYYY-MM-DD'))}
          />
        )}
      </Field>
      <Field name="order.recheckOn" label="复查日期" required auto={recheckOn === usual}>
        {(at) => (
          <DatePicker
            {...at}
            size="large"
            allowClear={false}
            value={recheckOn === '' ? null : dayjs(recheckOn)}
            minDate={dayjs(correctBefore)}
            onChange={(value) => value && setRecheckOn(value.format('YYYY-MM-DD'))}
          />
        )}
      </Field>
    </PaperForm>
  );
}
