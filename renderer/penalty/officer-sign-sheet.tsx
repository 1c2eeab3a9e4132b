import { Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { DEMO_PASSWORD } from '../../preload/contract/people.ts';
import type { Drawing } from '../../preload/contract/values.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { DrawingPad } from '../signing/drawing-pad.tsx';
import { SigningSheet } from '../signing/signing-sheet.tsx';

interface OfficerSignSheetProps {
  readonly open: boolean;
  readonly name: string;
  readonly number: string;
  readonly summary: ReactNode;
  readonly busy: boolean;
  readonly trouble: unknown;
  readonly onClose: () => void;
  readonly onSign: (drawing: Drawing, credentials: { number: string; password: string }) => void;
}

/** An officer signs under his own number and password, also when he is the one signed in. */
export function OfficerSignSheet(props: OfficerSignSheetProps) {
  const { office: state } = useMe();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  return (
    <SigningSheet open={props.open} title={`执法人员 ${props.name} 签名`} onClose={props.onClose}>
      <div className="pen-credentials">
        <div>
          <label htmlFor="sign.number">工号</label>
          <Input id="sign.number" size="large" value={props.number} readOnly tabIndex={-1} />
        </div>
        <div>
          <label htmlFor="sign.password">{props.name}本人的口令</label>
          <Input.Password
            id="sign.password"
            size="large"
            autoFocus
            autoComplete="off"
            value={password}
            placeholder={state.kind === 'demo' ? `演示口令：${DEMO_PASSWORD}` : ''}
            status={tried && password === '' ? 'error' : ''}
            onChange={(event) => setPassword(event.target.value)}
          />
          {tried && password === '' && <div className="pen-error">请输入本人口令，签名须用本人身份。</div>}
        </div>
      </div>
      <Refused error={props.trouble} />
      <DrawingPad
        signer={props.name}
        summary={props.summary}
        busy={props.busy}
        onConfirm={(drawing) => {
          setTried(true);
          if (password !== '') props.onSign(drawing, { number: props.number, password });
        }}
      />
    </SigningSheet>
  );
}
