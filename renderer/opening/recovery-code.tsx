import { PrinterOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useKeys } from '../frame/keys.tsx';

/** The last group of a code, as a person copies it from the paper. */
export function isLastGroup(code: string, typed: string): boolean {
  const last = code.split(/[\s-]+/).findLast((group) => group !== '') ?? '';
  return last !== '' && typed.trim().toUpperCase() === last.toUpperCase();
}

const ADVICE =
  '忘记账本口令，或在另一台电脑上用备份恢复时，凭此码打开账本。此码只出现这一次，程序不保存。请装入信封签封，交单位负责人保管，不要拍照，不要和电脑放在一起。';

/** The only sight of the recovery code: printed, and copied back from the paper, before the office opens. */
export function RecoveryCode({
  code,
  authority,
  desk,
  day,
  onKept,
}: {
  code: string;
  authority: string;
  desk: string;
  day: string;
  onKept: () => void;
}) {
  const [printed, setPrinted] = useState(false);
  const [typed, setTyped] = useState('');
  const print = () => {
    window.print();
    setPrinted(true);
  };
  useKeys([{ keys: 'Ctrl+P', words: '打印恢复码', run: print }]);
  const groups = code.split(/[\s-]+/).filter(Boolean);
  const wrong = typed.trim().length >= (groups.at(-1)?.length ?? 0) && !isLastGroup(code, typed);
  return (
    <>
      <article className="recovery-paper">
        <h2>账本恢复码</h2>
        <p>
          {authority} · {desk} · {day}
        </p>
        <div className="recovery-code">{groups.join(' ')}</div>
        <p>{ADVICE}</p>
      </article>
      <div className="recovery-steps">
        <Button type={printed ? 'default' : 'primary'} icon={<PrinterOutlined />} onClick={print} autoFocus>
          {printed ? '再打印一次' : '打印恢复码（Ctrl+P）'}
        </Button>
        <Checkbox checked={printed} onChange={(event) => setPrinted(event.target.checked)}>
          已打印（或已抄写），纸在我手里
        </Checkbox>
        <div>
          <label htmlFor="last-group">照纸上输入最后一组：</label>
          <Input
            id="last-group"
            value={typed}
            style={{ width: 160 }}
            autoComplete="off"
            spellCheck={false}
            status={wrong ? 'error' : ''}
            onChange={(event) => setTyped(event.target.value)}
          />
          {wrong ? <span className="recovery-wrong">和纸上的不一样，请看着纸再输一遍。</span> : null}
        </div>
        <Button
          type={printed ? 'primary' : 'default'}
          disabled={!printed || !isLastGroup(code, typed)}
          onClick={onKept}
        >
          已妥善保管，进入办公台
        </Button>
      </div>
    </>
  );
}
