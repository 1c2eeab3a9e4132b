import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Popover, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { NameProfile, NameProfiles as Names } from '../../preload/contract/name-profiles.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { query } from '../office/client.ts';
import { LearnedNames } from './learned-names.tsx';
import { moved, put } from './name-list.ts';
import { NameProfileDrawer } from './name-profile-drawer.tsx';
import { TryName } from './try-name.tsx';
import './names.css';

/** 录像命名: the rules by which names are read, in the order in which they are tried. */
export function NameProfiles({ mayChange }: { mayChange: boolean }) {
  const names = useQuery(query.evidence.names.list.queryOptions());
  const [draft, setDraft] = useState<readonly NameProfile[] | null>(null);
  const [edited, setEdited] = useState<NameProfile | null>(null);
  const list = draft ?? names.data?.profiles ?? [];
  return (
    <div className="names">
      <Refused error={names.error} />
      <TryName />
      <h3 className="names-head">
        命名规则
        <span className="quiet">从上到下试，第一条符合的算数。</span>
        {mayChange ? (
          <Space size={8}>
            {names.data && !names.data.asShipped && draft === null ? (
              <BackToShipped version={names.data.version} />
            ) : null}
            <Button icon={<PlusOutlined />} onClick={() => setEdited(freshRow())}>
              新增规则
            </Button>
          </Space>
        ) : null}
      </h3>
      {draft !== null && names.data ? <SaveBar names={names.data} draft={draft} onDone={() => setDraft(null)} /> : null}
      <Table<NameProfile>
        size="small"
        rowKey="key"
        pagination={false}
        loading={names.isPending}
        dataSource={[...list]}
        rowClassName={(one) => (one.enabled ? '' : 'names-off')}
        locale={{ emptyText: '没有命名规则。' }}
        columns={[
          {
            title: '顺序',
            width: mayChange ? 104 : 60,
            render: (_, _one, at) => (
              <Space size={4}>
                <span className="number names-at">{at + 1}</span>
                {mayChange ? (
                  <>
                    <Button
                      size="small"
                      type="text"
                      aria-label="上移"
                      icon={<ArrowUpOutlined />}
                      disabled={at === 0}
                      onClick={() => setDraft(moved(list, at, -1))}
                    />
                    <Button
                      size="small"
                      type="text"
                      aria-label="下移"
                      icon={<ArrowDownOutlined />}
                      disabled={at === list.length - 1}
                      onClick={() => setDraft(moved(list, at, 1))}
                    />
                  </>
                ) : null}
              </Space>
            ),
          },
          {
            title: '名称',
            width: 220,
            render: (_, one) => (
              <>
                {one.name} {one.enabled ? null : <Tag>停用</Tag>}
              </>
            ),
          },
          {
            title: '表达式和例子',
            render: (_, one) => (
              <div className="names-rule">
                <code className="code">{one.expression}</code>
                <span className="quiet">{one.example}</span>
              </div>
            ),
          },
          ...(mayChange
            ? [
                {
                  title: '',
                  width: 184,
                  align: 'right' as const,
                  render: (_: unknown, one: NameProfile) => (
                    <Space size={6}>
                      <Button size="small" onClick={() => setEdited(one)}>
                        修改
                      </Button>
                      <Button size="small" onClick={() => setDraft(put(list, { ...one, enabled: !one.enabled }))}>
                        {one.enabled ? '停用' : '启用'}
                      </Button>
                      <Button size="small" onClick={() => setDraft(list.filter((other) => other.key !== one.key))}>
                        删除
                      </Button>
                    </Space>
                  ),
                },
              ]
            : []),
        ]}
      />
      <LearnedNames learned={names.data?.learned ?? []} mayChange={mayChange} />
      <NameProfileDrawer
        profile={edited}
        others={list.flatMap((one) => (one.key === edited?.key ? [] : [one.name]))}
        onClose={() => setEdited(null)}
        onDone={(row) => {
          setDraft(put(list, row));
          setEdited(null);
        }}
      />
    </div>
  );
}

const REASON = [{ required: true, min: 2, whitespace: true, message: '请写明理由，至少两个字' }];

const freshRow = (): NameProfile => ({
  ...{ key: crypto.randomUUID(), name: '', expression: '', example: '' },
  ...{ fromFolders: false, enabled: true },
});

/** Everything changed since the last save goes into the ledger at once, with one reason. */
function SaveBar({ names, draft, onDone }: { names: Names; draft: readonly NameProfile[]; onDone: () => void }) {
  const client = useQueryClient();
  const tell = useTell();
  const save = useMutation(
    query.evidence.names.set.mutationOptions({
      onSuccess: (list) => {
        client.setQueryData(query.evidence.names.list.queryKey(), list);
        client.invalidateQueries({ queryKey: query.evidence.key() });
        tell.done('录像命名规则已保存，并记入账本');
        onDone();
      },
    }),
  );
  return (
    <Form
      className="sheet names-save"
      layout="inline"
      onFinish={({ reason }: { reason: string }) =>
        save.mutate({ version: names.version, profiles: [...draft], reason })
      }
    >
      <b>有没保存的修改</b>
      <Form.Item name="reason" label="修改理由" rules={REASON}>
        <Input maxLength={200} placeholder="如：新配发的记录仪命名不同" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        保存并记入账本
      </Button>
      <Button onClick={onDone}>放弃</Button>
      <Refused error={save.error} />
    </Form>
  );
}

/** 恢复出厂列表: asks why, as every other change of the list does. */
function BackToShipped({ version }: { version: number }) {
  const client = useQueryClient();
  const tell = useTell();
  const [open, setOpen] = useState(false);
  const reset = useMutation(
    query.evidence.names.reset.mutationOptions({
      onSuccess: (list) => {
        client.setQueryData(query.evidence.names.list.queryKey(), list);
        client.invalidateQueries({ queryKey: query.evidence.key() });
        tell.done('已恢复出厂列表，并记入账本');
        setOpen(false);
      },
    }),
  );
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        reset.reset();
        setOpen(next);
      }}
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title="恢复成出厂的规则列表？"
      content={
        <Form
          layout="vertical"
          className="names-reset"
          onFinish={({ reason }: { reason: string }) => reset.mutate({ version, reason })}
        >
          <p className="quiet">自己加的规则会从列表里去掉，账本里仍查得到。</p>
          <Form.Item name="reason" label="修改理由" rules={REASON}>
            <Input autoFocus maxLength={200} autoComplete="off" placeholder="如：试用的规则不要了" />
          </Form.Item>
          <Refused error={reset.error} />
          <Space className="names-reset-acts">
            <Button onClick={() => setOpen(false)}>不恢复</Button>
            <Button type="primary" htmlType="submit" loading={reset.isPending}>
              恢复
            </Button>
          </Space>
        </Form>
      }
    >
      <Button>恢复出厂列表</Button>
    </Popover>
  );
}
