import { useQuery } from '@tanstack/react-query';
import { Alert, AutoComplete, Button, DatePicker, Form, Input, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useDeferredValue, useEffect, useState } from 'react';
import { CHECK_KINDS, type CheckKind, type CodePage, LONGEST_CODE } from '../../preload/contract/inspections.ts';
import { unlessSomethingLiesOnTop } from '../cases/closing.ts';
import { enterNext } from '../frame/enter-next.ts';
import { putAtField, standsAtField } from '../frame/field-refusal.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office, query } from '../office/client.ts';
import { useScans } from '../scan/scans.tsx';
import { usccOf } from './code-words.ts';
import './code-form.css';
import './code-mark.css';

interface Typed {
  text: string;
  partyName: string;
  uscc: string;
  kind: CheckKind;
  matter: string;
  place: string;
  officerIds: string[];
  issuedOn: Dayjs;
  checkOn: Dayjs;
  reason?: string;
}

interface CodeFormProps {
  /** As scanned; '' = typed by hand. */
  readonly text: string;
  readonly simulated: boolean;
  /** What is corrected; left out when a code is registered. */
  readonly before?: CodePage;
  readonly onClose: () => void;
  readonly onDone: (codeId: string) => void;
}

/** Writes down what a code of the platform stands for, or corrects it by a new fact. */
export function CodeForm({ text, simulated, before, onClose, onDone }: CodeFormProps) {
  const { session, office: state } = useMe();
  const tell = useTell();
  const [form] = Form.useForm<Typed>();
  const { run, busy, trouble, forget } = useOneAtATime();
  const [fromSimulator, setFromSimulator] = useState(simulated);
  // What the fields were filled from; the page may be fetched again while they stand open.
  const [opened] = useState(before?.version ?? 0);
  const people = useQuery(query.people.selectable.queryOptions({ input: { on: state.legalDay } }));
  const name = Form.useWatch('partyName', form) ?? '';
  const asked = useDeferredValue(name.trim());
  const known = useQuery(
    query.subjects.list.queryOptions({ input: { query: asked, offset: 0, limit: 8 }, enabled: asked.length > 1 }),
  );
  const units = (known.data?.rows ?? []).filter((one) => one.partyType !== 'CITIZEN');
  // Whoever registers is usually one of the two.
  const mine = people.data?.find((one) => one.allowed && one.officer.id === session.officer.id)?.officer.id;
  useEffect(() => {
    if (mine && !before && !form.isFieldTouched('officerIds')) form.setFieldValue('officerIds', [mine]);
  }, [mine, before, form]);
  // While the form is open a scanner fills in its code, instead of leading away from it.
  useScans((scanned) => {
    form.setFieldValue('text', scanned.text);
    setFromSimulator(scanned.simulated);
  });

  const save = async (typed: Typed) => {
    const { reason = '', issuedOn, checkOn, ...rest } = typed;
    const binding = {
      ...rest,
      uscc: rest.uscc.trim(),
      issuedOn: issuedOn.format('YYYY-MM-DD'),
      checkOn: checkOn.format('YYYY-MM-DD'),
    };
    await run(async () => {
      try {
        if (before) {
          const simulated = fromSimulator;
          await office.inspections.codes.correct({ codeId: before.id, binding, reason, simulated, version: opened });
          tell.done('已更正，原来的登记留在经过里');
          onDone(before.id);
          return;
        }
        const { codeId, existed } = await office.inspections.codes.register({ ...binding, simulated: fromSimulator });
        if (existed) tell.note('这个码以前登记过，没有重复登记，已打开原来的登记');
        else tell.done('已登记行政行为码');
        onDone(codeId);
      } catch (error) {
        putAtField(form, error);
        throw error;
      }
    });
  };
  const words = before ? '保存更正' : '登记';
  useKeys([
    { keys: 'Ctrl+Enter', words, run: () => form.submit() },
    { keys: 'Ctrl+S', words, run: () => form.submit() },
    { keys: 'Esc', words: '不登记了', run: unlessSomethingLiesOnTop(onClose) },
  ]);
  return (
    <Form<Typed>
      form={form}
      className="code-form sheet"
      layout="vertical"
      requiredMark={false}
      onKeyDown={enterNext}
      onKeyDownCapture={(event) => {
        // An open list would take Ctrl+Enter for its own Enter, and take the chosen officer out again.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        form.submit();
      }}
      onFinish={save}
      initialValues={
        before
          ? {
              ...before,
              officerIds: before.officers.map((one) => one.id),
              issuedOn: dayjs(before.issuedOn),
              checkOn: dayjs(before.checkOn),
              reason: '',
            }
          : {
              ...{ text, partyName: '', uscc: '', kind: 'ENTERPRISE', matter: '', place: '' },
              officerIds: mine ? [mine] : [],
              issuedOn: dayjs(state.legalDay),
              checkOn: dayjs(state.legalDay),
            }
      }
    >
      <h2>{before ? '更正行政行为码登记' : '登记行政行为码'}</h2>
      {standsAtField(form, trouble) ? null : <Refused error={trouble} onClose={forget} />}
      {text !== '' && !before ? (
        <Alert
          className="code-form-wide"
          type="info"
          showIcon
          title="扫到的码还没有登记。网址没有打开；确是省平台生成的行政行为码，请补齐下面各栏后登记。"
        />
      ) : null}
      <Form.Item
        className="code-form-wide"
        name="text"
        label="行政行为码（照原样扫入或输入，不能自编）"
        rules={[{ required: true, whitespace: true, message: '请扫码或照原样输入行政行为码' }]}
      >
        <Input autoFocus={text === ''} autoComplete="off" maxLength={LONGEST_CODE} spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="partyName"
        label="被检查对象"
        rules={[{ required: true, whitespace: true, message: '请填写名称，可选已登记的对象' }]}
      >
        <AutoComplete
          autoFocus={text !== '' && !before}
          maxLength={100}
          options={units.map((one) => ({
            value: one.name,
            uscc: one.maskedNo,
            label: (
              <span className="code-known">
                {one.name}
                <small className="quiet number">{one.maskedNo}</small>
              </span>
            ),
          }))}
          onSelect={(_, chosen) => form.setFieldValue('uscc', usccOf(chosen.uscc))}
        />
      </Form.Item>
      <Form.Item name="uscc" label="统一社会信用代码（没有的不填）">
        <Input autoComplete="off" maxLength={18} />
      </Form.Item>
      <Form.Item
        name="matter"
        label="检查事项"
        rules={[{ required: true, whitespace: true, min: 2, message: '请写明检查什么' }]}
      >
        <Input maxLength={200} placeholder="如：餐饮油烟排放、门前三包" />
      </Form.Item>
      <Form.Item
        name="place"
        label="检查地点"
        rules={[{ required: true, whitespace: true, min: 2, message: '请填写检查地点' }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name="officerIds"
        label="执法人员（至少两名，证件在检查日有效）"
        rules={[{ type: 'array', min: 2, message: '请选择至少两名执法人员' }]}
      >
        <Select
          mode="multiple"
          maxCount={8}
          showSearch={{ optionFilterProp: 'label' }}
          options={officerOptions(people.data ?? [], before)}
        />
      </Form.Item>
      <Form.Item name="kind" label="检查性质">
        <Radio.Group
          optionType="button"
          options={(Object.keys(CHECK_KINDS) as CheckKind[]).map((kind) => ({ value: kind, label: CHECK_KINDS[kind] }))}
        />
      </Form.Item>
      <Form.Item name="issuedOn" label="码的签发日期" rules={[{ required: true, message: '请选择签发日期' }]}>
        <DatePicker allowClear={false} maxDate={dayjs(state.legalDay)} />
      </Form.Item>
      <Form.Item name="checkOn" label="检查日期" rules={[{ required: true, message: '请选择检查日期' }]}>
        <DatePicker allowClear={false} />
      </Form.Item>
      {before ? (
        <Form.Item
          className="code-form-wide"
          name="reason"
          label="更正的原因"
          rules={[{ required: true, whitespace: true, min: 2, message: '请写明原因，至少两个字' }]}
        >
          <Input maxLength={200} placeholder="如：手抄码号时看错一位" />
        </Form.Item>
      ) : null}
      <div className="code-form-wide next-acts">
        {fromSimulator ? (
          <em className="code-simulated">模拟设备扫入，登记会注明，正式账本里不计入亮码检查率</em>
        ) : null}
        <Button size="large" onClick={onClose}>
          取消
        </Button>
        <Button size="large" type="primary" htmlType="submit" loading={busy} data-enter>
          {words}（Ctrl+Enter）
        </Button>
      </div>
    </Form>
  );
}

type Selectable = Awaited<ReturnType<typeof office.people.selectable>>[number];

/** Who stood there before may stay, also when he has left since. */
function officerOptions(people: readonly Selectable[], before: CodePage | undefined) {
  const kept = (before?.officers ?? []).filter((one) => !people.some(({ officer }) => officer.id === one.id));
  return [
    ...kept.map((one) => ({ value: one.id, label: `${one.name}（${one.certNo}）`, disabled: false })),
    ...people.map(({ officer, allowed, why }) => ({
      value: officer.id,
      label: allowed ? `${officer.name}（${officer.certNo}）` : `${officer.name}：${why}`,
      disabled: !allowed && before?.officers.every((one) => one.id !== officer.id) !== false,
    })),
  ];
}
