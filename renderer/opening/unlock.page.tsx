import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import type { OfficeState } from '../../preload/contract/office.ts';
import { enterNext } from '../frame/enter-next.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { sameAs } from '../people/password-drawer.tsx';
import { Door } from './door.tsx';

type Way = 'passphrase' | 'recovery';

/** A ledger that is not open shows this page, never an empty office. */
export default function UnlockPage({ office }: { office: OfficeState }) {
  const queryClient = useQueryClient();
  const [way, setWay] = useState<Way>('passphrase');
  const unlock = useMutation(
    query.office.unlock.mutationOptions({
      onSuccess: (state) => {
        queryClient.setQueryData(query.office.state.queryKey(), state);
        return queryClient.invalidateQueries();
      },
    }),
  );
  const open = (key: Parameters<typeof unlock.mutate>[0]) => {
    if (!unlock.isPending) unlock.mutate(key);
  };
  return (
    <Door
      title="账本已加密，请解锁"
      note={[office.townName || office.authorityName, office.deskName].filter(Boolean).join(' · ')}
      demo={office.kind === 'demo'}
    >
      <Segmented<Way>
        block
        value={way}
        onChange={(next) => {
          unlock.reset();
          setWay(next);
        }}
        options={[
          { value: 'passphrase', label: '用账本口令' },
          { value: 'recovery', label: '用恢复码' },
        ]}
      />
      <div style={{ marginTop: 20 }}>
        {office.trouble && !unlock.error ? (
          <p role="alert">
            {office.trouble.sentence}（{office.trouble.code}）
          </p>
        ) : null}
        <Refused error={unlock.error} />
        {way === 'passphrase' ? (
          <Form layout="vertical" size="large" requiredMark={false} onFinish={open}>
            <Form.Item name="passphrase" label="账本口令" rules={[{ required: true, message: '请输入账本口令' }]}>
              <Input.Password autoFocus autoComplete="off" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={unlock.isPending}>
              解锁
            </Button>
          </Form>
        ) : (
          <Form
            layout="vertical"
            size="large"
            requiredMark={false}
            onKeyDown={enterNext}
            onFinish={({ recoveryCode, newPassphrase }: { recoveryCode: string; newPassphrase: string }) =>
              open({ recoveryCode, newPassphrase })
            }
          >
            <Form.Item
              name="recoveryCode"
              label="恢复码（首次设置时打印的那一张）"
              rules={[{ required: true, whitespace: true, message: '请输入恢复码' }]}
            >
              <Input autoFocus autoComplete="off" spellCheck={false} />
            </Form.Item>
            <Form.Item
              name="newPassphrase"
              label="新的账本口令"
              rules={[{ required: true, message: '请输入新的账本口令' }]}
            >
              <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Form.Item name="again" label="再输一遍" dependencies={['newPassphrase']} rules={[sameAs('newPassphrase')]}>
              <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={unlock.isPending}>
              解锁并换新口令
            </Button>
          </Form>
        )}
        <p className="quiet">没有口令也没有恢复码时，任何人都打不开账本；账本文件本身没有损坏。</p>
      </div>
    </Door>
  );
}
