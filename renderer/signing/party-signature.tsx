import { Button, Flex, Tag } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SignedOrRefused } from '../../preload/contract/cases.ts';
import { DrawingPad } from './drawing-pad.tsx';
import { DrawingView } from './drawing-view.tsx';
import { RefusalForm } from './refusal-form.tsx';
import { SigningSheet } from './signing-sheet.tsx';

export const NOT_SIGNED: SignedOrRefused = { drawing: null, refused: false, refusalReason: '', witness: '' };
export const isAnswered = (sign: SignedOrRefused) => sign.drawing !== null || sign.refused;

interface PartySignatureSheetProps {
  readonly open: boolean;
  readonly signer: string;
  readonly title: string;
  readonly summary: ReactNode;
  readonly busy?: boolean;
  readonly onClose: () => void;
  readonly onAnswer: (sign: SignedOrRefused) => void;
}

/** The party signs, or the refusal is written down with reason and witness. */
export function PartySignatureSheet(props: PartySignatureSheetProps) {
  const [refusing, setRefusing] = useState(false);
  const answer = (sign: SignedOrRefused) => {
    setRefusing(false);
    props.onAnswer(sign);
  };
  return (
    <SigningSheet open={props.open} title={props.title} onClose={props.onClose}>
      {refusing ? (
        <RefusalForm
          busy={props.busy ?? false}
          onBack={() => setRefusing(false)}
          onConfirm={(refusalReason, witness) => answer({ drawing: null, refused: true, refusalReason, witness })}
        />
      ) : (
        <DrawingPad
          signer={props.signer}
          summary={props.summary}
          busy={props.busy ?? false}
          onRefuse={() => setRefusing(true)}
          onConfirm={(drawing) => answer({ ...NOT_SIGNED, drawing })}
        />
      )}
    </SigningSheet>
  );
}

interface SignatureLineProps {
  readonly label: string;
  readonly signer: string;
  readonly sign: SignedOrRefused;
  readonly onOpen: () => void;
  readonly disabled?: boolean;
}

/** One line of a form: who signs, what is there, and the button to sign or sign again. */
export function SignatureLine({ label, signer, sign, onOpen, disabled = false }: SignatureLineProps) {
  return (
    <Flex className="signature-line" align="center" gap={16} wrap>
      <span>{label}</span>
      {sign.drawing && <DrawingView drawing={sign.drawing} label={`${signer}的签名`} />}
      {sign.drawing && <Tag color="success">已签名</Tag>}
      {sign.refused && <Tag color="warning">拒签</Tag>}
      {sign.refused && (
        <span>
          {sign.refusalReason}；见证人：{sign.witness}
        </span>
      )}
      <Button type={isAnswered(sign) ? 'default' : 'primary'} disabled={disabled} onClick={onOpen}>
        {isAnswered(sign) ? '重新签名' : `请${signer}签名`}
      </Button>
    </Flex>
  );
}
