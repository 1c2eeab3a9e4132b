import { Button, DatePicker, Form, Input, InputNumber, Segmented } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { CasePage } from '../../preload/contract/cases.ts';
import { formatYuan } from '../../preload/contract/money.ts';
import { enterNext } from '../frame/enter-next.ts';
import { putAtField, standsAtField } from '../frame/field-refusal.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { office } from '../office/client.ts';
import { unlessSomethingLiesOnTop } from './closing.ts';
import { useCaseAct } from './use-case-act.ts';

interface Payment {
  readonly ticketNo: string;
  /** Yuan, as typed. */
  readonly amountFen: number;
  readonly paidOn: Dayjs;
  readonly channel: 'BANK' | 'ELECTRONIC';
}

/** Money came in: ticket number, amount, day and way. The amount is what is owed today. */
export function PayForm({ page, onClose }: { page: CasePage; onClose: () => void }) {
  const today = useMe().office.legalDay;
  const [form] = Form.useForm<Payment>();
  const { act, busy, trouble, forget } = useCaseAct(page.id);
  const save = async (payment: Payment) => {
    const { ticketNo, channel } = payment;
    const amountFen = Math.round(payment.amountFen * 100);
    const paidOn = payment.paidOn.format('YYYY-MM-DD');
    const saved = await act(
      async () => {
        try {
          await office.cases.pay({ caseId: page.id, ticketNo, amountFen, paidOn, channel });
        } catch (error) {
          putAtField(form, error);
          throw error;
        }
      },
      `已登记缴款 ${formatYuan(amountFen)}。`,
    );
    if (saved) onClose();
  };
  useKeys([
    { keys: 'Ctrl+Enter', words: '登记缴款', run: () => form.submit() },
    { keys: 'Ctrl+S', words: '登记缴款', run: () => form.submit() },
    { keys: 'Esc', words: '不登记了', run: unlessSomethingLiesOnTop(onClose) },
  ]);
  return (
    <Form<Payment>
      form={form}
      className="next-form"
      layout="vertical"
      requiredMark={false}
      initialValues={{ ticketNo: '', amountFen: page.dueFen / 100, paidOn: dayjs(today), channel: 'BANK' }}
      onFinish={save}
      onKeyDown={enterNext}
      onValuesChange={forget}
    >
      <h2>登记缴款</h2>
      <p>
        罚款 {formatYuan(page.fineFen)}
        {page.surchargeFen > 0 ? `，加处罚款 ${formatYuan(page.surchargeFen)}` : ''}，今天应缴{' '}
        <b>{formatYuan(page.dueFen)}</b>
      </p>
      {standsAtField(form, trouble) ? null : <Refused error={trouble} />}
      <Form.Item
        name="ticketNo"
        label="票据号码"
        rules={[{ required: true, whitespace: true, message: '请填写票据号码' }]}
      >
        <Input autoFocus autoComplete="off" maxLength={30} />
      </Form.Item>
      <Form.Item name="amountFen" label="金额（元）" rules={[{ required: true, message: '请填写金额' }]}>
        <InputNumber<number> min={0.01} precision={2} prefix="¥" style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="paidOn" label="缴款日期" rules={[{ required: true, message: '请选择缴款日期' }]}>
        <DatePicker allowClear={false} maxDate={dayjs(today)} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="channel" label="缴款方式">
        <Segmented
          block
          options={[
            { value: 'BANK', label: '银行代收' },
            { value: 'ELECTRONIC', label: '电子支付' },
          ]}
        />
      </Form.Item>
      <div className="next-acts">
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" htmlType="submit" loading={busy} data-enter>
          登记（Ctrl+Enter）
        </Button>
      </div>
    </Form>
  );
}
