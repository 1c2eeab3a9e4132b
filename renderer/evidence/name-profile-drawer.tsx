import { useMutation } from '@tanstack/react-query';
import { Button, Drawer, Form, Input, Switch } from 'antd';
import { useId } from 'react';
import type { NameProfile } from '../../preload/contract/name-profiles.ts';
import { enterNext } from '../frame/enter-next.ts';
import { putAtField, standsAtField } from '../frame/field-refusal.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';

const GROUPS: readonly [string, string][] = [
  ['dev', '设备号'],
  ['off', '人员编号'],
  ['ts', '时间，14 位年月日时分秒'],
  ['d、t', '日期 8 位和时间 6 位'],
  ['y mo d h mi s', '年 月 日 时 分 秒，分开写'],
  ['seq', '顺序号'],
  ['imp', '有它就是重点'],
  ['enc', '有它就是厂家加密'],
  ['ext', '扩展名'],
];

interface NameProfileDrawerProps {
  readonly profile: NameProfile | null;
  /** Names of the other rules. */
  readonly others: readonly string[];
  readonly onDone: (profile: NameProfile) => void;
  readonly onClose: () => void;
}

/** One rule: name, expression, example. The office looks whether it can be used before it goes into the list. */
export function NameProfileDrawer({ profile, others, onDone, onClose }: NameProfileDrawerProps) {
  const [form] = Form.useForm<NameProfile>();
  const formId = useId();
  const check = useMutation(
    query.evidence.names.check.mutationOptions({ onError: (error) => putAtField(form, error) }),
  );
  const close = () => {
    check.reset();
    onClose();
  };
  return (
    <Drawer
      title="命名规则"
      size={520}
      open={profile !== null}
      onClose={close}
      destroyOnHidden
      styles={{ footer: { padding: '12px 24px' } }}
      // Below the scrolling form: what is refused at a field does not push the button away.
      footer={
        <Button type="primary" htmlType="submit" form={formId} block loading={check.isPending}>
          放进列表
        </Button>
      }
    >
      {profile ? (
        <Form<NameProfile>
          id={formId}
          form={form}
          layout="vertical"
          onKeyDown={enterNext}
          initialValues={profile}
          onFinish={(typed) => {
            const row = { ...profile, ...typed };
            check.mutate({ profile: row, others: [...others] }, { onSuccess: () => onDone(row) });
          }}
        >
          <Refused error={check.error && standsAtField(form, check.error) ? null : check.error} />
          <Form.Item name="name" label="名称" rules={[{ required: true, whitespace: true, message: '请填写名称' }]}>
            <Input autoFocus maxLength={40} placeholder="如：某厂 2026 款" />
          </Form.Item>
          <Form.Item
            name="expression"
            label="表达式（正则表达式，不分大小写，只看文件名）"
            rules={[{ required: true, whitespace: true, message: '请填写表达式' }]}
          >
            <Input.TextArea className="code" autoSize={{ minRows: 2, maxRows: 6 }} maxLength={300} spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="example"
            label="例子（一个真实的文件名，可以带文件夹）"
            rules={[{ required: true, whitespace: true, message: '请填写一个真实的文件名' }]}
          >
            <Input className="code" maxLength={300} spellCheck={false} autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="fromFolders"
            label="名字里没有的设备号（7 位）和人员编号（6 位），从文件夹名取"
            valuePropName="checked"
          >
            <Switch checkedChildren="是" unCheckedChildren="否" />
          </Form.Item>
          <div className="names-groups">
            <p className="quiet">要取出来的部分写成分组，如 (?&lt;dev&gt;[0-9A-Z]{'{7}'})：</p>
            <dl>
              {GROUPS.map(([group, words]) => (
                <div key={group}>
                  <dt>
                    <code className="code">{group}</code>
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </div>
        </Form>
      ) : null}
    </Drawer>
  );
}
