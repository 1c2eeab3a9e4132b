import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { enterNext } from '../frame/enter-next.ts';
import { putAtField, standsAtField } from '../frame/field-refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

/** Joins the county once, with a code that the county gave. */
export function Enrol({ allowed }: { allowed: boolean }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const [form] = Form.useForm<{ url: string; code: string }>();
  const enrol = useMutation(
    query.sync.enrol.mutationOptions({
      onSuccess: () => {
        tell.done('已接入县级平台');
        queryClient.invalidateQueries({ queryKey: query.sync.key() });
      },
      onError: (error) => putAtField(form, error),
    }),
  );
  return (
    <section className="sheet sync-sheet">
      <h2>接入县级平台</h2>
      {allowed ? (
        <Form
          form={form}
          layout="vertical"
          onKeyDown={enterNext}
          onFinish={({ url, code }: { url: string; code: string }) => enrol.mutate({ url: url.trim(), code })}
        >
          <Refused error={standsAtField(form, enrol.error) ? null : enrol.error} />
          <Form.Item name="url" label="县级平台地址" rules={[{ required: true, validator: webAddress }]}>
            <Input autoComplete="off" spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="code"
            label="一次性接入码"
            extra="由县级平台管理员给出，用过一次即作废。"
            rules={[{ required: true, whitespace: true, min: 4, message: '请填写接入码，至少 4 位' }]}
          >
            <Input autoComplete="off" spellCheck={false} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={enrol.isPending}>
            接入
          </Button>
        </Form>
      ) : (
        <p className="quiet">本机还没有接入县级平台，办案不受影响。请系统管理员用县级给的接入码接入。</p>
      )}
    </section>
  );
}

function webAddress(_rule: unknown, typed: string | undefined): Promise<void> {
  const url = typed?.trim() ?? '';
  return URL.canParse(url) && /^https?:/i.test(url)
    ? Promise.resolve()
    : Promise.reject(new Error('请填写完整地址，如 https://平台地址'));
}
