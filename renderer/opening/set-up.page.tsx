import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Steps } from 'antd';
import { useRef, useState } from 'react';
import type { z } from 'zod';
import type { OfficeState, setUp } from '../../preload/contract/office.ts';
import { enterNext } from '../frame/enter-next.ts';
import { putAtField, standsAtField } from '../frame/field-refusal.ts';
import { useKeys } from '../frame/keys.tsx';
import { refusalOf } from '../frame/refusals.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { Door } from './door.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { AdminFields, OfficeFields, PassphraseFields } from './set-up-fields.tsx';
import './opening.css';

export type Typed = z.input<typeof setUp> & { adminAgain?: string; passphraseAgain?: string };

const STEPS = ['本单位', '本机与管理员', '账本口令', '恢复码'] as const;
const FIELDS: readonly (readonly (string | string[])[])[] = [
  ['townName', 'county', 'authorityName', 'docPrefix', 'reconsiderBody', 'court', 'payChannel'],
  ['deskName', ['admin', 'name'], ['admin', 'number'], ['admin', 'password'], 'adminAgain'],
  ['passphrase', 'passphraseAgain'],
];
const LAST_FORM = 2;
const CODE = 3;

/** First run of a real office: who we are, the first administrator, the key of the ledger, the recovery code on paper. */
export default function SetUpPage({
  office,
  onBegin,
  onDone,
}: {
  office: OfficeState;
  onBegin: () => void;
  onDone: () => void;
}) {
  const queryClient = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const [step, setStep] = useState(0);
  const created = useRef<{ townName: string; deskName: string }>({ townName: '', deskName: '' });
  const create = useMutation(
    query.office.setUp.mutationOptions({
      onMutate: onBegin,
      onSuccess: () => setStep(CODE),
      onError: (error) => {
        const { field } = refusalOf(error);
        const at = FIELDS.findIndex((names) => names.some((name) => [name].flat().join('.') === field));
        if (at < 0) return;
        setStep(at);
        requestAnimationFrame(() => putAtField(form, error));
      },
    }),
  );

  const next = async () => {
    if (step === CODE || create.isPending) return;
    const names = FIELDS[step] as Parameters<typeof form.validateFields>[0];
    if (!(await form.validateFields(names).catch(() => null))) return;
    if (step < LAST_FORM) {
      create.reset();
      setStep(step + 1);
      return;
    }
    const { adminAgain: _again, passphraseAgain: _too, passphrase, ...typed } = form.getFieldsValue(true) as Typed;
    created.current = { townName: typed.authorityName, deskName: typed.deskName };
    create.mutate(passphrase ? { ...typed, passphrase } : typed);
  };
  useKeys([{ keys: 'Ctrl+Enter', words: '下一步', run: next }]);

  return (
    <Door title="设置本单位的办公账本" note="只在第一次打开时设置一次。账本在本机加密保存，断网也能用。" wide>
      <Steps className="set-up-steps" size="small" current={step} items={STEPS.map((title) => ({ title }))} />
      {step === CODE && create.data ? (
        <RecoveryCode
          code={create.data.recoveryCode}
          authority={created.current.townName}
          desk={created.current.deskName}
          day={office.legalDay}
          onKept={() => {
            queryClient.invalidateQueries();
            onDone();
          }}
        />
      ) : (
        <>
          <Refused error={standsAtField(form, create.error) ? null : create.error} />
          <Form form={form} layout="vertical" onKeyDown={enterNext} className="set-up-form" scrollToFirstError>
            <div hidden={step !== 0}>
              <OfficeFields />
            </div>
            <div hidden={step !== 1}>
              <AdminFields />
            </div>
            <div hidden={step !== 2}>
              <PassphraseFields optional={office.shellKeepsKey} />
            </div>
          </Form>
          <div className="set-up-foot">
            {step > 0 ? <Button onClick={() => setStep(step - 1)}>上一步</Button> : null}
            <Button type="primary" onClick={next} loading={create.isPending}>
              {step < LAST_FORM ? '下一步' : '建立账本'}
            </Button>
            <span className="quiet">Enter 下一格，Ctrl+Enter 下一步</span>
          </div>
        </>
      )}
    </Door>
  );
}
