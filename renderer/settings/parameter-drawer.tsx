import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, InputNumber, Radio } from 'antd';
import { enterNext } from '../frame/enter-next.ts';
import { putAtField, standsAtField } from '../frame/field-refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { CHOICES, type Parameter, valueInWords } from './parameter-value.ts';

/** Changes one figure, with the reason that the ledger keeps. */
export function ParameterDrawer({ parameter, onClose }: { parameter: Parameter | null; onClose: () => void }) {
  return (
    <Drawer title="修改参数" size={420} open={parameter !== null} onClose={onClose} destroyOnHidden>
      {parameter ? <ParameterForm parameter={parameter} onClose={onClose} /> : null}
    </Drawer>
  );
}

interface Typed {
  value: Parameter['value'];
  reason: string;
}

function ParameterForm({ parameter, onClose }: { parameter: Parameter; onClose: () => void }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [form] = Form.useForm<Typed>();
  const money = parameter.unit === '分';
  const save = useMutation(
    query.settings.setParameter.mutationOptions({
      onSuccess: (lines) => {
        tell.done(`「${parameter.name}」已修改`);
        queryClient.setQueryData(query.settings.parameters.queryKey(), lines);
        onClose();
      },
      onError: (error) => putAtField(form, error),
    }),
  );
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      onKeyDown={enterNext}
      initialValues={{
        value: money && typeof parameter.value === 'number' ? parameter.value / 100 : parameter.value,
        reason: '',
      }}
      onFinish={({ value, reason }) =>
        save.mutate({
          key: parameter.key,
          value: money && typeof value === 'number' ? Math.round(value * 100) : value,
          reason,
        })
      }
    >
      <Refused error={standsAtField(form, save.error) ? null : save.error} />
      <p>
        <b>{parameter.name}</b>
      </p>
      <p className="quiet">
        依据：{parameter.basis}。初始值 {valueInWords(parameter, parameter.initial)}。
      </p>
      <Form.Item
        name="value"
        label={`新的值${money ? '（元）' : unitOf(parameter)}`}
        rules={[{ required: parameter.initial !== '', message: '请填写新的值' }]}
      >
        <ValueField parameter={parameter} />
      </Form.Item>
      <Form.Item
        name="reason"
        label="修改理由"
        rules={[{ required: true, min: 2, max: 200, whitespace: true, message: '请写明理由，2 到 200 字' }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} placeholder="如：依据县司法局 2026 年第 3 号通知" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={save.isPending}>
        保存并记入账本
      </Button>
    </Form>
  );
}

/** `Form.Item` hands value, onChange and id to whichever field fits the kind of value. */
function ValueField({ parameter, ...field }: { parameter: Parameter }) {
  if (typeof parameter.initial === 'boolean') {
    return (
      <Radio.Group
        {...field}
        options={[
          { value: true, label: '是' },
          { value: false, label: '否' },
        ]}
      />
    );
  }
  if (typeof parameter.initial === 'number') {
    return <InputNumber {...field} autoFocus min={0} style={{ width: '100%' }} />;
  }
  if (parameter.unit === '选项') {
    return <Radio.Group {...field} options={Object.entries(CHOICES).map(([value, label]) => ({ value, label }))} />;
  }
  return <Input {...field} autoFocus />;
}

function unitOf({ unit, initial }: Parameter): string {
  return typeof initial === 'number' && unit ? `（${unit}）` : '';
}
