import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Switch } from 'antd';
import type { CallSettings } from '../../preload/contract/reception.ts';
import { enterNext } from '../frame/enter-next.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { callWords } from './say.ts';

/** How this desk is called and what the voice says. */
export function CallSettingsDrawer({
  open,
  settings,
  onClose,
}: {
  open: boolean;
  settings: CallSettings;
  onClose: () => void;
}) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [form] = Form.useForm<CallSettings>();
  const typed = Form.useWatch([], form) as Partial<CallSettings> | undefined;
  const save = useMutation(
    query.reception.configure.mutationOptions({
      onSuccess: (next) => {
        queryClient.setQueryData(query.reception.desk.queryKey(), next);
        tell.done('叫号设置已保存，下一次叫号起使用');
        onClose();
      },
    }),
  );
  const example = callWords(typed?.words ?? settings.words, {
    number: 'A012',
    window: typed?.window ?? settings.window,
  });
  return (
    <Drawer title="叫号设置" size={400} open={open} onClose={onClose} destroyOnHidden>
      <Form<CallSettings>
        form={form}
        layout="vertical"
        initialValues={settings}
        onKeyDown={enterNext}
        onFinish={(next) => save.mutate(next)}
      >
        <Refused error={save.error} />
        <Form.Item
          name="window"
          label="本窗口名称"
          extra="显示在叫号屏和小票上，如 1号窗口、综合窗口。"
          rules={[{ required: true, whitespace: true, message: '请填写窗口名称。' }]}
        >
          <Input maxLength={12} />
        </Form.Item>
        <Form.Item
          name="words"
          label="叫号用语"
          extra={`{num} 是号码，{window} 是窗口。例：${example}`}
          rules={[
            {
              validator: async (_, words: string) => {
                if (!words?.includes('{num}')) throw new Error('叫号用语里要有 {num}，否则听不到叫的是几号。');
              },
            },
          ]}
        >
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="speak" label="叫号屏同时播报语音" valuePropName="checked">
          <Switch checkedChildren="播报" unCheckedChildren="不播报" />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
      </Form>
    </Drawer>
  );
}
