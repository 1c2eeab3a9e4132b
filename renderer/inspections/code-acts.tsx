import { Button, Checkbox, DatePicker, Form, Input, Popover, Radio, Rate } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import type { CodePage } from '../../preload/contract/inspections.ts';
import { formatInstant } from '../frame/format.ts';
import { refusalText } from '../frame/refusals.ts';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';

interface ActProps {
  readonly page: CodePage;
  readonly busy: boolean;
  /** @returns whether it was done */
  readonly act: (work: () => Promise<unknown>, done: string) => Promise<boolean>;
}

const toInstant = (at: Dayjs) => new Date(`${at.format('YYYY-MM-DDTHH:mm')}:00+08:00`).toISOString();

/** Why what was said is said anew. */
const ReasonItem = () => (
  <Form.Item
    name="reason"
    label="更正的原因"
    rules={[{ required: true, whitespace: true, min: 2, message: '请写明原因，至少两个字' }]}
  >
    <Input maxLength={200} />
  </Form.Item>
);

/** 记录亮码: the code itself, or told orally with its number copied by hand. Again only with a reason. */
export function ShownAct({ page, busy, act }: ActProps) {
  const [open, setOpen] = useState(false);
  const [now, setNow] = useState('');
  const tell = useTell();
  const again = page.shown !== null;
  // Only the day of the check is right; on another day the time is not guessed.
  const shownAt = [page.shown?.at ?? '', now]
    .filter(Boolean)
    .map(formatInstant)
    .find((one) => one.startsWith(page.checkOn));
  const show = (wanted: boolean) => {
    setOpen(wanted);
    // The office's clock counts, not that of this window.
    if (wanted)
      office.office.state().then(
        (state) => setNow(state.now),
        (error) => tell.refused(refusalText(error)),
      );
  };
  return (
    <Popover
      open={open}
      onOpenChange={show}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={again ? '更正亮码记录' : '记录亮码'}
      content={
        now === '' ? null : (
          <Form
            layout="vertical"
            className="code-act"
            requiredMark={false}
            initialValues={{
              how: page.shown?.how ?? 'CODE',
              at: shownAt === undefined ? undefined : dayjs(shownAt),
              reason: '',
            }}
            onFinish={async ({ how, at, reason }: { how: 'CODE' | 'ORAL'; at: Dayjs; reason: string }) => {
              const given = { codeId: page.id, how, at: toInstant(at), reason };
              if (await act(() => office.inspections.codes.shown(given), '已记录亮码')) setOpen(false);
            }}
          >
            <Form.Item name="how" label="怎样亮码">
              <Radio.Group
                vertical
                options={[
                  { value: 'CODE', label: '当场出示了码' },
                  { value: 'ORAL', label: '口头亮证、码号手抄，随后补传码图' },
                ]}
              />
            </Form.Item>
            <Form.Item
              name="at"
              label={`亮码时间（检查日期 ${page.checkOn} 当天）`}
              rules={[{ required: true, message: '请填写亮码时间' }]}
            >
              <DatePicker
                showTime={{ format: 'HH:mm' }}
                format="YYYY-MM-DD HH:mm"
                allowClear={false}
                minDate={dayjs(page.checkOn)}
                maxDate={dayjs(page.checkOn).endOf('day')}
              />
            </Form.Item>
            {again ? <ReasonItem /> : null}
            <Button type="primary" htmlType="submit" block loading={busy}>
              {again ? '保存更正' : '记录亮码'}
            </Button>
          </Form>
        )
      }
    >
      <Button type={again ? 'default' : 'primary'} size={again ? 'middle' : 'large'}>
        {again ? '更正亮码记录' : '记录亮码'}
      </Button>
    </Popover>
  );
}

/** 抄录评价: what the platform shows of the party's evaluation. */
export function EvaluationAct({ page, busy, act }: ActProps) {
  const [open, setOpen] = useState(false);
  const first = page.evaluation === null;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title="照省平台显示的抄录"
      content={
        <Form
          layout="vertical"
          className="code-act"
          requiredMark={false}
          initialValues={{ ...(page.evaluation ?? { score: 5, comment: '', anonymous: false }), reason: '' }}
          onFinish={async (typed: { score: number; comment: string; anonymous: boolean; reason?: string }) => {
            const given = { codeId: page.id, ...typed };
            if (await act(() => office.inspections.codes.evaluated(given), '已抄录评价')) setOpen(false);
          }}
        >
          <Form.Item name="score" label="评分（1 至 5 分）">
            <Rate allowClear={false} />
          </Form.Item>
          <Form.Item name="comment" label="评语（没有的不填）">
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
          </Form.Item>
          <Form.Item name="anonymous" valuePropName="checked">
            <Checkbox>匿名评价</Checkbox>
          </Form.Item>
          {first ? null : <ReasonItem />}
          <Button type="primary" htmlType="submit" block loading={busy}>
            保存
          </Button>
        </Form>
      }
    >
      <Button type={first ? 'primary' : 'default'} size={first ? 'large' : 'middle'}>
        {first ? '抄录评价' : '更正评价'}
      </Button>
    </Popover>
  );
}
