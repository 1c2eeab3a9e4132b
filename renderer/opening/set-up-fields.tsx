import { Form, Input } from 'antd';
import { PASSWORD_HINT, sameAs } from '../people/password-drawer.tsx';

const needed = (what: string) => [{ required: true, whitespace: true, message: `请填写${what}` }];

function Line({ name, label, hint, extra }: { name: string | string[]; label: string; hint: string; extra?: string }) {
  return (
    <Form.Item name={name} label={label} rules={needed(label)} extra={extra}>
      <Input placeholder={hint} maxLength={200} autoComplete="off" />
    </Form.Item>
  );
}

/** What stands on every paper of this office. */
export function OfficeFields() {
  return (
    <div className="two-columns">
      <Line name="townName" label="镇（街道）名称" hint="如：某某镇" />
      <Line name="county" label="所属县（市、区）" hint="如：某某县" />
      <Line
        name="authorityName"
        label="执法机关全称"
        hint="如：某某县某某镇人民政府"
        extra="印在决定书抬头和落款处，请与公章一致。"
      />
      <Line name="docPrefix" label="文号字头" hint="如：某某" extra="如「某某当罚〔2026〕第0001号」中的「某某」。" />
      <Line name="reconsiderBody" label="行政复议机关" hint="如：某某县人民政府" />
      <Line name="court" label="行政诉讼管辖法院" hint="如：某某县人民法院" />
      <Line
        name="payChannel"
        label="罚款缴纳渠道"
        hint="如：某某银行某某支行，或缴款二维码"
        extra="印在决定书上，告诉当事人到哪里缴款。"
      />
    </div>
  );
}

export function AdminFields() {
  return (
    <div className="two-columns">
      <Line name="deskName" label="本机名称" hint="如：一号窗口" extra="上报县级时用来区分各台电脑。" />
      <div />
      <Line name={['admin', 'name']} label="系统管理员姓名" hint="管理账号和证件，不办案件" />
      <Line name={['admin', 'number']} label="系统管理员工号" hint="登录时输入" />
      <Form.Item
        name={['admin', 'password']}
        label="登录口令"
        rules={[{ required: true, message: '请填写登录口令' }]}
        extra={PASSWORD_HINT}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="adminAgain"
        label="登录口令再输一遍"
        required
        dependencies={[['admin', 'password']]}
        rules={[sameAs(['admin', 'password'])]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </div>
  );
}

/** `optional`: the operating system keeps the key, a passphrase is only a second way in. */
export function PassphraseFields({ optional }: { optional: boolean }) {
  return (
    <div className="two-columns">
      <p className="whole quiet">
        {optional
          ? '本机系统会保管账本的钥匙，平时打开不必输入。也可以另设一个账本口令。'
          : '每次打开程序时输入它来解开账本。它和登录口令不是一回事，请由专人保管。'}
      </p>
      <Form.Item
        name="passphrase"
        label={optional ? '账本口令（可不填）' : '账本口令'}
        rules={optional ? [] : [{ required: true, message: '请填写账本口令' }]}
        extra="至少 8 个字。"
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="passphraseAgain"
        label="再输一遍"
        required={!optional}
        dependencies={['passphrase']}
        rules={[sameAs('passphrase')]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </div>
  );
}
