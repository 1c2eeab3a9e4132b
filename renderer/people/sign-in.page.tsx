import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import type { OfficeState } from '../../preload/contract/office.ts';
import { enterNext } from '../frame/enter-next.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { Door } from '../opening/door.tsx';
import { DemoOfficers } from './demo-officers.tsx';
import { useSignIn } from './use-sign-in.ts';

/** Who is at the desk: number and password; in demo the officers stand there to be clicked. */
export default function SignInPage({ office }: { office: OfficeState }) {
  const demo = office.kind === 'demo';
  const place = [office.townName || office.authorityName, office.deskName].filter(Boolean).join(' · ');
  return (
    <Door
      title={demo ? '请选择以谁的身份试用' : '请登录'}
      note={demo ? `${place}。点一张卡片即可登录，人名、证号、案件均为虚构。` : place}
      wide={demo}
      demo={demo}
    >
      {demo ? <DemoOfficers /> : <NumberAndPassword />}
    </Door>
  );
}

function NumberAndPassword() {
  const door = useSignIn();
  const signIn = useMutation(query.people.signIn.mutationOptions({ onSuccess: door.enter }));
  return (
    <Form
      layout="vertical"
      size="large"
      requiredMark={false}
      onKeyDown={enterNext}
      onFinish={(form: { number: string; password: string }) => {
        if (!signIn.isPending) signIn.mutate(form);
      }}
    >
      <Refused error={signIn.error} />
      <Form.Item name="number" label="工号" rules={[{ required: true, whitespace: true, message: '请输入工号' }]}>
        <Input autoFocus autoComplete="username" maxLength={20} />
      </Form.Item>
      <Form.Item name="password" label="口令" rules={[{ required: true, message: '请输入口令' }]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
        登录
      </Button>
      <p className="quiet">连续输错 5 次口令会锁定工号；忘记口令请找系统管理员重新设置。</p>
    </Form>
  );
}
