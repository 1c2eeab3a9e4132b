import { Button, Drawer, Form, Input, Switch } from 'antd';
import type { NameProfile } from '../../preload/contract/name-profiles.ts';
import { enterNext } from '../frame/enter-next.ts';

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

/** One rule: name, expression, example. Whether it can be used is checked when the list is saved. */
export function NameProfileDrawer({
  profile,
  onDone,
  onClose,
}: {
  profile: NameProfile | null;
  onDone: (profile: NameProfile) => void;
  onClose: () => void;
}) {
  return (
    <Drawer title="命名规则" size={520} open={profile !== null} onClose={onClose} destroyOnHidden>
      {profile ? (
        <Form<NameProfile>
          layout="vertical"
          onKeyDown={enterNext}
          initialValues={profile}
          onFinish={(typed) => onDone({ ...profile, ...typed })}
        >
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
          <Button type="primary" htmlType="submit" block>
            放进列表
          </Button>
        </Form>
      ) : null}
    </Drawer>
  );
}
