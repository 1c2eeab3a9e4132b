import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import type { ReactNode } from 'react';
import type { SignedOrRefused } from '../../preload/contract/cases.ts';
import type { DocumentView, SignRole } from '../../preload/contract/documents.ts';
import { formatTime } from '../frame/format.ts';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office, query } from '../office/client.ts';
import { PartySignatureSheet } from '../signing/party-signature.tsx';
import { OfficerSignSheet } from './officer-sign-sheet.tsx';

const ORDER: readonly SignRole[] = ['OFFICER_1', 'OFFICER_2', 'PARTY'];
export const SIGNER_LABELS: Readonly<Record<SignRole, string>> = {
  OFFICER_1: '执法人员一',
  OFFICER_2: '执法人员二',
  PARTY: '当事人签收',
  WITNESS: '见证人',
};

/** Who has to sign next; undefined when nobody waits. */
export const nextSigner = (paper: DocumentView) =>
  ORDER.find((role) => paper.signatures.some((one) => one.role === role && one.state === 'WAITING'));

interface PaperSignersProps {
  readonly paper: DocumentView;
  /** The officers of the case in their order. */
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly partyName: string;
  /** What is being signed, in words. */
  readonly about: ReactNode;
  readonly open: SignRole | null;
  readonly onOpen: (role: SignRole | null) => void;
  /** Resolves when the paper was read again. */
  readonly onSigned: (paper: DocumentView) => Promise<unknown> | undefined;
}

/** The signatures of one paper: each officer under his own credentials, the party or his refusal. */
export function PaperSigners({ paper, officers, partyName, about, open, onOpen, onSigned }: PaperSignersProps) {
  const { office: state } = useMe();
  const people = useQuery(query.people.selectable.queryOptions({ input: { on: state.legalDay } }));
  const { run, busy, trouble, forget } = useOneAtATime();
  const next = nextSigner(paper);
  const officer = open === 'OFFICER_1' ? officers[0] : open === 'OFFICER_2' ? officers[1] : undefined;
  const number = people.data?.find((one) => one.officer.id === officer?.id)?.officer.number ?? '';

  const put = (work: () => Promise<DocumentView>) =>
    run(async () => {
      const signed = await work();
      await onSigned(signed);
      // One signer after the other without another click: the sheet is handed on.
      onOpen(nextSigner(signed) ?? null);
    });
  const show = (role: SignRole | null) => {
    forget();
    onOpen(role);
  };
  const signParty = (sign: SignedOrRefused) =>
    put(() =>
      sign.drawing
        ? office.documents.sign({ documentId: paper.id, role: 'PARTY', drawing: sign.drawing })
        : office.documents.refuseSign({ documentId: paper.id, reason: sign.refusalReason, witness: sign.witness }),
    );

  return (
    <>
      {paper.signatures
        .filter((one) => ORDER.includes(one.role))
        .map((one) => (
          <li key={one.role} className={one.role === next ? 'pen-signer-next' : ''}>
            <span>
              <b>{SIGNER_LABELS[one.role]}</b>
              {one.name}
            </span>
            {one.state === 'WAITING' ? (
              <Button
                type={one.role === next ? 'primary' : 'default'}
                disabled={one.role !== next}
                onClick={() => show(one.role)}
              >
                签名
              </Button>
            ) : (
              <Tag color={one.state === 'SIGNED' ? 'success' : 'warning'}>
                {one.state === 'SIGNED' ? `已签 ${one.at ? formatTime(one.at) : ''}` : '拒签'}
              </Tag>
            )}
            {one.note && <small>{one.note}</small>}
          </li>
        ))}
      {officer && open && (
        <OfficerSignSheet
          key={open}
          open
          name={officer.name}
          number={number}
          summary={about}
          busy={busy}
          trouble={trouble}
          onClose={() => show(null)}
          onSign={(drawing, credentials) =>
            put(() => office.documents.sign({ documentId: paper.id, role: open, drawing, credentials }))
          }
        />
      )}
      <PartySignatureSheet
        open={open === 'PARTY'}
        busy={busy}
        signer={partyName}
        title={`${paper.title} · 请${partyName}签收`}
        summary={
          <>
            {about}
            <Refused error={trouble} />
          </>
        }
        onClose={() => show(null)}
        onAnswer={signParty}
      />
    </>
  );
}
