import { LockOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect, useRef } from 'react';
import type { Session } from '../../preload/contract/people.ts';
import { office, query } from '../office/client.ts';
import { useSignIn } from '../people/use-sign-in.ts';
import { Refused } from './refused.tsx';
import { useTell } from './tell.ts';
import './idle-lock.css';

/** The office hears of it at most this often, so its own lock falls at most this much later than the window's. */
const TELL_EVERY_MS = 20_000;

const HANDS = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Locks the desk when nobody touched it for the set minutes; what was typed stays underneath. */
export function IdleLock({ session, demo }: { session: Session; demo: boolean }) {
  const queryClient = useQueryClient();
  const tell = useTell();
  const { locked, idleMinutes } = session;
  useEffect(() => {
    if (locked || idleMinutes <= 0) return;
    let timer: ReturnType<typeof setTimeout>;
    const lock = () =>
      office.people.lock().then(() => queryClient.invalidateQueries({ queryKey: query.people.me.key() }), tell.refused);
    let telling: ReturnType<typeof setTimeout> | undefined;
    const tellOffice = () => {
      telling = undefined;
      // An office that is away or has locked the desk already is shown by what the window asks next.
      office.people.touched().catch(() => {});
    };
    const touched = (event?: Event) => {
      if (event) telling ??= setTimeout(tellOffice, TELL_EVERY_MS);
      clearTimeout(timer);
      timer = setTimeout(lock, idleMinutes * 60_000);
    };
    touched();
    for (const hand of HANDS) window.addEventListener(hand, touched, { passive: true });
    return () => {
      clearTimeout(timer);
      clearTimeout(telling);
      for (const hand of HANDS) window.removeEventListener(hand, touched);
    };
  }, [locked, idleMinutes, queryClient, tell]);
  return locked ? <LockedDesk session={session} demo={demo} /> : null;
}

function LockedDesk({ session, demo }: { session: Session; demo: boolean }) {
  const { officer } = session;
  const door = useSignIn();
  const back = { onSuccess: door.enter };
  const unlock = useMutation(query.people.unlock.mutationOptions(back));
  const unlockDemo = useMutation(query.people.signInAs.mutationOptions(back));
  const other = useMutation(query.people.signOut.mutationOptions({ onSuccess: door.leave }));
  // A modal dialog of the browser itself: nothing beneath it can be reached, not even by Tab.
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="locked" aria-labelledby="locked-title" onCancel={(event) => event.preventDefault()}>
      <div className="locked-card">
        <LockOutlined className="locked-mark" />
        <h2 id="locked-title">屏幕已锁定</h2>
        <p>
          {officer.name}（工号 {officer.number}），没有做完的内容都还在。
        </p>
        <Refused error={unlock.error ?? unlockDemo.error ?? other.error} />
        {demo ? (
          <Button
            type="primary"
            block
            autoFocus
            loading={unlockDemo.isPending}
            onClick={() => unlockDemo.mutate({ officerId: officer.id })}
          >
            解锁（演示免口令）
          </Button>
        ) : (
          <Form
            layout="vertical"
            onFinish={(form: { password: string }) => {
              if (!unlock.isPending) unlock.mutate(form);
            }}
          >
            <Form.Item name="password" label="口令" rules={[{ required: true, message: '请输入口令' }]}>
              <Input.Password autoFocus autoComplete="current-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={unlock.isPending}>
              解锁
            </Button>
          </Form>
        )}
        <Button type="link" block onClick={() => other.mutate({})}>
          换人登录
        </Button>
      </div>
    </dialog>
  );
}
