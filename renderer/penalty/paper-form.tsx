import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SignedOrRefused } from '../../preload/contract/cases.ts';
import { Refused } from '../frame/refused.tsx';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { PartySignatureSheet } from '../signing/party-signature.tsx';
import { useDesk } from './desk.tsx';

interface PaperFormProps {
  /** The paper's name. */
  readonly title: string;
  readonly children: ReactNode;
  /** What the party reads before he signs. */
  readonly summary: ReactNode;
  /** Why it cannot be issued yet; empty when it can. */
  readonly wrong: string;
  readonly onClose: () => void;
  /** Issues the paper and tells what takes the place of the six steps. */
  readonly issue: (sign: SignedOrRefused) => Promise<ReactNode>;
}

/** A paper that ends the work instead of a decision: its fields, then the party signs for it. */
export function PaperForm({ title, children, summary, wrong, onClose, issue }: PaperFormProps) {
  const desk = useDesk();
  const [signing, setSigning] = useState(false);
  const { run, busy, trouble } = useOneAtATime();
  const { name } = desk.content.party;
  // Asked for before the party signs, so that no signature is given in vain; the item itself is why we are here.
  const gap = [1, 2, 3]
    .flatMap(desk.problemsOf)
    .find((one) => one.weight === 'stop' && one.field !== 'violation.itemCode');
  const closed = gap?.sentence || wrong;
  const answer = async (sign: SignedOrRefused) => {
    await run(async () => {
      await desk.flush();
      desk.end(await issue(sign));
    });
    setSigning(false);
  };
  return (
    <section className="pen-paper" aria-label={title}>
      <h3>{title}</h3>
      <div className="pen-grid">{children}</div>
      <Refused error={trouble} />
      <div className="pen-actions">
        <Button size="large" onClick={onClose}>
          取消
        </Button>
        {closed !== '' && <span className="pen-note">{closed}</span>}
        <Button
          size="large"
          type="primary"
          disabled={closed !== ''}
          loading={busy}
          onClick={() => setSigning(true)}
          data-enter
        >
          请当事人签收
        </Button>
      </div>
      <PartySignatureSheet
        open={signing}
        busy={busy}
        signer={name}
        title={`${title} · 请${name}签收`}
        onClose={() => setSigning(false)}
        onAnswer={answer}
        summary={summary}
      />
    </section>
  );
}
