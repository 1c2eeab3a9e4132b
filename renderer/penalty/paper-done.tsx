import { CheckCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { DocumentView, SignRole } from '../../preload/contract/documents.ts';
import { useKeys } from '../frame/keys.tsx';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';
import { PaperFrame } from './paper-frame.tsx';
import { nextSigner, PaperSigners } from './paper-signers.tsx';

interface PaperDoneProps {
  readonly title: string;
  readonly text: string;
  readonly document: DocumentView | undefined;
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly partyName: string;
  readonly goTo: string;
  readonly goWord: string;
}

/** The work ended with another paper than a decision: officers sign it, it is printed, on to the next. */
export function PaperDone({ title, text, document, officers, partyName, goTo, goWord }: PaperDoneProps) {
  const tell = useTell();
  const navigate = useNavigate();
  const [paper, setPaper] = useState(document);
  const [open, setOpen] = useState<SignRole | null>(null);
  const next = paper && nextSigner(paper);
  const print = async () => {
    if (!paper) return;
    try {
      const signed = paper.signedSha256 !== null;
      tell.done((await office.documents.print({ documentId: paper.id, signed, copies: 1 })).sentence);
    } catch (error) {
      tell.refused(error);
    }
  };
  const main = next ? () => setOpen(next) : () => void print();
  useKeys([
    { keys: 'Ctrl+Enter', words: next ? '执法人员签名' : '打印', run: () => open === null && main() },
    { keys: 'Ctrl+P', words: '打印', run: () => void print() },
  ]);

  return (
    <div className="pen-issue">
      {paper ? <PaperFrame paper={paper} /> : <div />}
      <section className="pen-signers">
        <header>
          <strong>
            <CheckCircleFilled className="pen-good" /> {title}
          </strong>
          <span>{text}</span>
        </header>
        <ol>
          {paper && (
            <PaperSigners
              paper={paper}
              officers={officers}
              partyName={partyName}
              open={open}
              onOpen={setOpen}
              onSigned={async (signed) => setPaper(signed)}
              about={
                <div>
                  {paper.title} {paper.number}，当事人 <b>{partyName}</b>。{text}
                </div>
              }
            />
          )}
        </ol>
        <div className="pen-print">
          <Button block size="large" type={next ? 'default' : 'primary'} disabled={!paper} onClick={print}>
            打印（Ctrl+P）
          </Button>
          <Button block size="large" onClick={() => navigate(goTo)}>
            {goWord}
          </Button>
          <Button block size="large" onClick={() => navigate('/')}>
            回到今日
          </Button>
        </div>
      </section>
    </div>
  );
}
