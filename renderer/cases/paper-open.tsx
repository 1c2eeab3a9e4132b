import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import type { DocumentView, SignRole } from '../../preload/contract/documents.ts';
import { holds } from '../frame/access.ts';
import { formatInstant } from '../frame/format.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { office } from '../office/client.ts';
import { PaperSigners } from '../penalty/paper-signers.tsx';
import '../penalty/issue.css';
import { PaperPrint } from './paper-print.tsx';
import { PaperProof } from './paper-proof.tsx';
import { PaperSave } from './paper-save.tsx';

interface PaperOpenProps {
  readonly paper: DocumentView;
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly partyName: string;
  readonly onChanged: () => Promise<unknown>;
}

/** One paper as stored: the page itself, its signatures, its check code, print and proof. */
export function PaperOpen({ paper, officers, partyName, onChanged }: PaperOpenProps) {
  const { roles } = useMe().session.officer;
  const [copy, setCopy] = useState<'signed' | 'plain'>('signed');
  const [signing, setSigning] = useState<SignRole | null>(null);
  const hasCopy = paper.signedSha256 !== null;
  const signed = hasCopy && copy === 'signed';
  const maySign = holds(roles, 'OFFICER') && paper.sha256 !== null && paper.state !== 'VOIDED';
  return (
    <section className="paper-open" aria-label={paper.title}>
      <header>
        {hasCopy ? (
          <Segmented
            value={copy}
            onChange={setCopy}
            options={[
              { value: 'signed', label: '签名副本' },
              { value: 'plain', label: '原件' },
            ]}
          />
        ) : (
          <span className="quiet">原件</span>
        )}
        <span className="quiet">
          {formatInstant(paper.madeAt)}　查验码 <b className="paper-code">{paper.checkCode || '—'}</b>
        </span>
        <PaperProof paper={paper} />
        <PaperSave paper={paper} signed={signed} />
        <PaperPrint paper={paper} signed={signed} onPrinted={onChanged} />
      </header>
      {paper.voidReason ? <p className="paper-voided">已作废：{paper.voidReason}</p> : null}
      {paper.signatures.length > 0 ? (
        <div className="pen-signers paper-signers">
          <ol>
            {maySign ? (
              <PaperSigners
                paper={paper}
                officers={officers}
                partyName={partyName}
                open={signing}
                onOpen={setSigning}
                onSigned={onChanged}
                about={
                  <div>
                    {paper.title} {paper.number}，当事人 <b>{partyName}</b>。请看清文书内容后签名。
                  </div>
                }
              />
            ) : (
              paper.signatures.map((one) => <SignatureRead key={one.role} sign={one} />)
            )}
          </ol>
        </div>
      ) : null}
      {paper.sha256 ? (
        <Bytes paper={paper} signed={signed} />
      ) : (
        <p className="quiet paper-none">文号已取，文书还没有生成。请办案人员从草稿继续，文号不变。</p>
      )}
    </section>
  );
}

const SIGN_STATES = { WAITING: '待签', SIGNED: '已签', REFUSED: '拒签' } as const;

function SignatureRead({ sign }: { sign: DocumentView['signatures'][number] }) {
  return (
    <li>
      <span>
        <b>{SIGN_NAMES[sign.role]}</b>
        {sign.name}
      </span>
      <span className={`sign-${sign.state.toLowerCase()}`}>
        {SIGN_STATES[sign.state]} {sign.at ? formatInstant(sign.at) : ''}
      </span>
      {sign.note ? <small>{sign.note}</small> : null}
    </li>
  );
}

const SIGN_NAMES: Readonly<Record<SignRole, string>> = {
  OFFICER_1: '执法人员一',
  OFFICER_2: '执法人员二',
  PARTY: '当事人',
  WITNESS: '见证人',
};

/** The stored bytes in the window's own reader; the address is good for one look and is written to the access log. */
function Bytes({ paper, signed }: { paper: DocumentView; signed: boolean }) {
  const [again, setAgain] = useState(0);
  const ticket = useQuery({
    queryKey: ['paper-open', paper.id, signed ? paper.signedSha256 : paper.sha256, again],
    queryFn: () => office.documents.ticket({ documentId: paper.id, signed }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (ticket.error) {
    return (
      <div>
        <Refused error={ticket.error} />
        <Button onClick={() => setAgain(again + 1)}>再打开一次</Button>
      </div>
    );
  }
  if (!ticket.data) return <Skeleton active className="paper-bytes" />;
  return (
    <iframe
      className="paper-bytes"
      title={`${paper.title} ${paper.number}`}
      src={`${ticket.data.url}#toolbar=0&navpanes=0&view=FitH`}
    />
  );
}
