import { useMutation } from '@tanstack/react-query';
import { Button, Drawer, Form, Input } from 'antd';
import type { Officer } from '../../preload/contract/people.ts';
import { isAdministrator } from '../frame/access.ts';
import { enterNext } from '../frame/enter-next.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';

interface Typed {
  current?: string;
  next: string;
  again: string;
  second?: { number: string; password: string };
}

/** A new password: one's own (with the present one), or a first one given by the system administrator. */
export function PasswordDrawer({
  officer,
  own,
  onClose,
}: {
  officer: Officer | null;
  own: boolean;
  onClose: () => void;
}) {
  const tell = useTell();
  const [form] = Form.useForm<Typed>();
  const save = useMutation(
    query.people.setPassword.mutationOptions({
      onSuccess: () => {
        tell.done('口令已更新');
        onClose();
      },
    }),
  );
  const askCurrent = own && officer?.hasPassword === true;
  // None of the three administrators takes the place of another one alone; the office asks again.
  const askSecond = !own && officer?.hasPassword === true && isAdministrator(officer.roles);
  return (
    <Drawer
      title={own ? '修改口令' : `为 ${officer?.name ?? ''} 设置口令`}
      size={400}
      open={officer !== null}
      onClose={onClose}
      destroyOnHidden
      afterOpenChange={(open) => {
        if (!open) save.reset();
      }}
    >
      <Form
        form={form}
        layout="vertical"
        preserve={false}
        onKeyDown={enterNext}
        onFinish={({ current, next, second }: Typed) => {
          if (!officer) return;
          const stands = second?.number ? { second } : {};
          save.mutate({ officerId: officer.id, next, ...(current ? { current } : {}), ...stands });
        }}
      >
        <Refused error={save.error} />
        {askCurrent ? (
          <Form.Item name="current" label="现在的口令" rules={[{ required: true, message: '请输入现在的口令' }]}>
            <Input.Password autoFocus autoComplete="current-password" />
          </Form.Item>
        ) : null}
        <Form.Item
          name="next"
          label="新口令"
          rules={[{ required: true, message: '请输入新口令' }]}
          extra={PASSWORD_HINT}
        >
          <Input.Password autoFocus={!askCurrent} autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="again" label="再输一遍" required dependencies={['next']} rules={[sameAs('next')]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {askSecond ? (
          <>
            <p className="quiet">{officer.name}是三员之一，请另一位管理员在场，输入自己的工号和口令。</p>
            <Form.Item name={['second', 'number']} label="在场管理员的工号">
              <Input autoComplete="off" maxLength={20} />
            </Form.Item>
            <Form.Item name={['second', 'password']} label="在场管理员的口令">
              <Input.Password autoComplete="off" />
            </Form.Item>
          </>
        ) : null}
        <Button type="primary" htmlType="submit" block loading={save.isPending}>
          保存
        </Button>
      </Form>
    </Drawer>
  );
}

/** What makes a password strong enough, said before it is refused. */
export const PASSWORD_HINT = '至少 8 位，大写、小写、数字、符号里要有三类。';

/** The second typing of a secret must be the first. */
export function sameAs(field: string | string[]) {
  return ({ getFieldValue }: { getFieldValue: (name: string | string[]) => unknown }) => ({
    validator: (_rule: unknown, typed: unknown) =>
      (typed ?? '') === (getFieldValue(field) ?? '')
        ? Promise.resolve()
        : Promise.reject(new Error('两次输入不一样，请再输一遍')),
  });
}
