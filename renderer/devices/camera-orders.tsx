import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { useEscape } from '../frame/escape.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { offsetWords } from './device-words.ts';

/** 校时 and 转为存储. The password is typed each time: it is neither kept nor tried in turn. */
export function CameraOrders({ ready }: { ready: boolean }) {
  const client = useQueryClient();
  const tell = useTell();
  const again = () => {
    client.invalidateQueries({ queryKey: query.devices.key() });
  };
  const sync = useMutation(
    query.devices.camera.syncClock.mutationOptions({
      onSuccess: ({ before, after }) => tell.done(`已校时：校时前${offsetWords(before)}，校时后${offsetWords(after)}`),
      onSettled: again,
    }),
  );
  const storage = useMutation(
    query.devices.camera.toStorage.mutationOptions({
      onSuccess: () => tell.done('已转为存储，几秒后录像会出现在「证据」页'),
      onSettled: again,
    }),
  );
  return (
    <Space size={6}>
      <Order words="校时" ready={ready} order={sync} />
      <Order words="转为存储" ready={ready} order={storage} />
    </Space>
  );
}

interface Mutation {
  readonly isPending: boolean;
  readonly error: unknown;
  mutate(input: { password: string }, then: { onSuccess: () => void }): void;
  reset(): void;
}

function Order({ words, ready, order }: { words: string; ready: boolean; order: Mutation }) {
  const [open, setOpen] = useState(false);
  // What comes of an order is told in here: it stays until that is known.
  useEscape(open, () => {
    if (!order.isPending) setOpen(false);
  });
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        if (order.isPending) return;
        order.reset();
        setOpen(next);
      }}
      trigger="click"
      placement="leftTop"
      destroyOnHidden
      title={words}
      content={
        <Form
          layout="vertical"
          className="camera-order"
          onFinish={({ password }: { password: string }) =>
            order.mutate({ password }, { onSuccess: () => setOpen(false) })
          }
        >
          <Form.Item
            name="password"
            label="记录仪的管理口令"
            extra="程序不保存口令。出厂口令请尽快改掉。"
            rules={[{ required: true, max: 6, message: '请输入口令，最多 6 位' }]}
          >
            <Input.Password autoFocus maxLength={6} autoComplete="off" />
          </Form.Item>
          <Refused error={order.error} />
          <Button type="primary" htmlType="submit" block loading={order.isPending}>
            {words}
          </Button>
        </Form>
      }
    >
      <Button size="small" disabled={!ready}>
        {words}
      </Button>
    </Popover>
  );
}
