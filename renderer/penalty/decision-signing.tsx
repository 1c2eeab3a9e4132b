import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CasePage } from '../../preload/contract/cases.ts';
import type { DocumentView, SignRole } from '../../preload/contract/documents.ts';
import { askedFor } from '../devices/print-jobs.ts';
import { formatInstant } from '../frame/format.ts';
import { useKeys } from '../frame/keys.tsx';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office, query } from '../office/client.ts';
import { useDesk } from './desk.tsx';
import { PaperFrame } from './paper-frame.tsx';
import { nextSigner, PaperSigners, SIGNER_LABELS } from './paper-signers.tsx';
import { ReceiptState } from './receipt-state.tsx';
import { penaltyInWords } from './spoken-notice.ts';

/** The numbered decision: shown, signed by both officers and the party, handed over, printed. */
export function DecisionSigning({ page, paper }: { page: CasePage; paper: DocumentView }) {
  const desk = useDesk();
  const tell = useTell();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [open, setOpen] = useState<SignRole | null>(null);
  const [receipt, setReceipt] = useState('');
  const { run, busy, trouble, forget } = useOneAtATime();
  const next = nextSigner(paper);
  const delivered = paper.state === 'DELIVERED';

  const readAgain = () => client.invalidateQueries({ queryKey: query.cases.page.key({ input: { caseId: page.id } }) });
  const deliver = () =>
    run(async () => {
      const after = await office.cases.deliver({ caseId: page.id });
      desk.finish();
      client.setQueryData(query.cases.page.queryKey({ input: { caseId: page.id } }), after);
    });
  const print = () =>
    run(async () => {
      const signed = paper.signedSha256 !== null;
      tell.done((await office.documents.print({ documentId: paper.id, signed, copies: 1 })).sentence);
    });
  const printReceipt = () =>
    run(async () => {
      const job = await office.receipts.printOfCase({ caseId: page.id, kind: 'penalty-receipt' });
      setReceipt(job.id);
      tell.note(askedFor(job));
    });
  const main = next
    ? { words: `${SIGNER_LABELS[next]}签名`, run: async () => setOpen(next) }
    : delivered
      ? { words: '打印决定书', run: print }
      : { words: '交付当事人', run: deliver };

  useKeys([
    { keys: 'Ctrl+Enter', words: main.words, run: () => void (open === null && main.run()) },
    { keys: 'Ctrl+P', words: '打印决定书', run: () => void (open === null && print()) },
  ]);

  return (
    <div className="pen-issue">
      <PaperFrame paper={paper} />
      <section className="pen-signers" aria-label="签名和交付">
        <header>
          <span>文号</span>
          <strong>{paper.number}</strong>
          <span className="pen-note">
            {formatInstant(paper.madeAt)}　查验码 {paper.checkCode}
          </span>
        </header>
        <ol>
          <PaperSigners
            paper={paper}
            officers={page.officersFull}
            partyName={page.partyName}
            open={open}
            onOpen={setOpen}
            onSigned={readAgain}
            about={
              <>
                <div>
                  {paper.title} {paper.number}，当事人 <b>{page.partyName}</b>，{page.cause}。
                </div>
                <div>
                  处罚决定：<b>{penaltyInWords(desk.content.penalty)}</b>
                  {page.kind === 'FINE' && !desk.content.penalty.collectOnSite && '，十五日内缴纳'}
                  ；不服的，应先在六十日内申请行政复议。
                </div>
              </>
            }
          />
          <li className={!next && !delivered ? 'pen-signer-next' : ''}>
            <span>
              <b>交付</b>
              {delivered ? '决定书已当场交付' : '签完后交付当事人'}
            </span>
            {delivered ? (
              <Tag color="success">已交付</Tag>
            ) : (
              <Button
                type={next ? 'default' : 'primary'}
                disabled={next !== undefined}
                loading={busy}
                onClick={deliver}
              >
                交付
              </Button>
            )}
          </li>
        </ol>
        <Refused error={trouble} onClose={forget} />
        {receipt !== '' && <ReceiptState jobId={receipt} />}
        <div className="pen-print">
          <Button block size="large" type={delivered ? 'primary' : 'default'} disabled={busy} onClick={print}>
            打印决定书
          </Button>
          <Button block size="large" disabled={!delivered || busy} onClick={printReceipt}>
            打印回执小票
          </Button>
          <Button block size="large" disabled={!delivered} onClick={() => navigate(`/cases/${page.id}`)}>
            查看案件
          </Button>
          <Button block size="large" disabled={!delivered} onClick={() => navigate('/penalty')}>
            再办一件
          </Button>
        </div>
      </section>
    </div>
  );
}
