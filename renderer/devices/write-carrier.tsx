import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import type { CameraFacts } from '../../preload/contract/devices.ts';
import { holds } from '../frame/access.ts';
import { useEscape } from '../frame/escape.ts';
import { putAtField, standsAtField } from '../frame/field-refusal.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

interface Typed {
  officerId: string;
  password: string;
}

/** 写入编号: whose camera it is, on the camera itself. What is about to change is said before the password is asked. */
export function WriteCarrier({ camera, ready }: { camera: CameraFacts | undefined; ready: boolean }) {
  const { roles } = useMe().session.officer;
  const client = useQueryClient();
  const tell = useTell();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Typed>();
  const people = useQuery(query.people.list.queryOptions());
  const write = useMutation(
    query.devices.camera.writeCarrier.mutationOptions({
      onSuccess: ({ deviceNo, officerNo, readBack }) => {
        if (readBack) tell.done(`已写入：记录仪 ${deviceNo} 的使用人编号是 ${officerNo}，并记入账本`);
        else tell.note('已写入，没能读回核对，请重试或核对屏幕上的编号');
        setOpen(false);
      },
      onError: (error) => putAtField(form, error),
      onSettled: () => {
        client.invalidateQueries({ queryKey: query.devices.key() });
        client.invalidateQueries({ queryKey: query.evidence.key() });
      },
    }),
  );
  // What comes of an order is told in here: it stays until that is known.
  useEscape(open, () => {
    if (!write.isPending) setOpen(false);
  });
  if (!holds(roles, 'OFFICER', 'TEAM_LEADER')) return null;
  const carriers = (people.data ?? []).filter(
    (one) => one.status === 'ACTIVE' && holds(one.roles, 'OFFICER', 'AUX', 'TEAM_LEADER'),
  );
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        if (write.isPending) return;
        write.reset();
        setOpen(next);
      }}
      trigger="click"
      placement="leftTop"
      destroyOnHidden
      title={`把使用人写入记录仪 ${camera?.deviceNo ?? ''}`}
      content={
        <Form<Typed>
          form={form}
          layout="vertical"
          className="camera-order"
          preserve={false}
          onFinish={(typed) => write.mutate(typed)}
        >
          <p className="quiet">
            {camera?.officerNo ? `现在写的是${camera.officerName}（${camera.officerNo}）。` : '现在没有写使用人。'}
            写入后拍的录像，文件名里是新的编号；已有的录像不改。
          </p>
          <Form.Item name="officerId" label="使用人" rules={[{ required: true, message: '请选择使用人' }]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder="选择使用人"
              options={carriers.map((one) => ({ value: one.id, label: `${one.name}（${one.number}）` }))}
            />
          </Form.Item>
          <Form.Item
            name="password"
            label="记录仪的管理口令"
            extra="程序不保存口令。出厂口令请尽快改掉。"
            rules={[{ required: true, max: 6, message: '请输入口令，最多 6 位' }]}
          >
            <Input.Password maxLength={6} autoComplete="off" />
          </Form.Item>
          <Refused error={write.error && standsAtField(form, write.error) ? null : write.error} />
          <Button type="primary" htmlType="submit" block loading={write.isPending}>
            确认写入
          </Button>
        </Form>
      }
    >
      <Button size="small" disabled={!ready}>
        写入编号
      </Button>
    </Popover>
  );
}
