import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, DatePicker, Drawer, Form, Input, Radio, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import type { z } from 'zod';
import type { Officer, officerInput } from '../../preload/contract/people.ts';
import { enterNext } from '../frame/enter-next.ts';
import { putAtField, standsAtField } from '../frame/field-refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

type OfficerInput = z.input<typeof officerInput>;
export type OfficerToEdit = Officer | typeof NEW_OFFICER;
type Typed = Omit<OfficerInput, 'id' | 'certFrom' | 'certTo'> & { certFrom: Dayjs | null; certTo: Dayjs | null };

export const NEW_OFFICER = {
  id: undefined,
  number: '',
  name: '',
  unit: '',
  certNo: '',
  certIssuer: '',
  certFrom: null,
  certTo: null,
  areas: [],
  status: 'ACTIVE',
} satisfies OfficerInput;

const dayOf = (picked: Dayjs | null) => picked?.format('YYYY-MM-DD') ?? null;
const pickerOf = (day: string | null) => (day ? dayjs(day) : null);

/** Account and certificate of one person (system administrator). */
export function OfficerDrawer({ officer, onClose }: { officer: OfficerToEdit | null; onClose: () => void }) {
  return (
    <Drawer
      title={officer?.id ? `修改 ${officer.name}` : '新增人员'}
      size={520}
      open={officer !== null}
      onClose={onClose}
      destroyOnHidden
    >
      {officer ? <OfficerForm officer={officer} onClose={onClose} /> : null}
    </Drawer>
  );
}

function OfficerForm({ officer, onClose }: { officer: OfficerToEdit; onClose: () => void }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [form] = Form.useForm<Typed>();
  const save = useMutation(
    query.people.save.mutationOptions({
      onSuccess: ({ name }) => {
        tell.done(officer.id ? `${name} 的资料已保存` : `已新增 ${name}，请安全管理员授予角色`);
        queryClient.invalidateQueries({ queryKey: query.people.key() });
        onClose();
      },
      onError: (error) => putAtField(form, error),
    }),
  );
  return (
    <Form<Typed>
      form={form}
      layout="vertical"
      className="two-fields"
      onKeyDown={enterNext}
      scrollToFirstError
      initialValues={{ ...officer, certFrom: pickerOf(officer.certFrom), certTo: pickerOf(officer.certTo) }}
      onFinish={({ certFrom, certTo, ...typed }) =>
        save.mutate({
          ...typed,
          ...(officer.id ? { id: officer.id } : {}),
          certFrom: dayOf(certFrom),
          certTo: dayOf(certTo),
        })
      }
    >
      <div className="whole">
        <Refused error={standsAtField(form, save.error) ? null : save.error} />
      </div>
      <Form.Item name="name" label="姓名" rules={[{ required: true, min: 2, message: '请填写姓名，至少两个字' }]}>
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item name="number" label="工号" rules={[{ required: true, min: 2, message: '请填写工号，至少 2 位' }]}>
        <Input maxLength={20} autoComplete="off" />
      </Form.Item>
      <Form.Item name="unit" label="单位" className="whole">
        <Input maxLength={200} placeholder="如：综合行政执法队一中队" />
      </Form.Item>
      <Form.Item name="certNo" label="执法证号">
        <Input maxLength={30} placeholder="没有执法证就不填" />
      </Form.Item>
      <Form.Item name="certIssuer" label="发证机关">
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="certFrom" label="有效期起">
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="certTo" label="有效期至" extra="到期后不能再被选为办案人。">
        <DatePicker style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="areas" label="执法领域" className="whole">
        <Select mode="tags" open={false} suffixIcon={null} placeholder="输入领域后按回车，如：市容环境卫生" />
      </Form.Item>
      <Form.Item name="status" label="在岗情况" className="whole" extra="离岗后不能登录；以前办的案件照样保留署名。">
        <Radio.Group
          options={[
            { value: 'ACTIVE', label: '在岗' },
            { value: 'LEFT', label: '已离岗' },
          ]}
        />
      </Form.Item>
      <Button type="primary" htmlType="submit" className="whole" loading={save.isPending}>
        保存
      </Button>
    </Form>
  );
}
