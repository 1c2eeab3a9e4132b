import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import type { DocumentView } from '../../preload/contract/documents.ts';
import { Dot } from '../frame/dot.tsx';
import { Refused } from '../frame/refused.tsx';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office } from '../office/client.ts';
import { SignatureFiles } from './signature-files.tsx';

type Verdict = Awaited<ReturnType<typeof office.documents.verify>>;

/** Recomputes the stored bytes and every signature, and says what it found. */
export function PaperProof({ paper }: { paper: DocumentView }) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { run, busy, trouble, forget } = useOneAtATime();
  const verify = () =>
    run(async () => {
      setVerdict(null);
      setVerdict(await office.documents.verify({ documentId: paper.id }));
    });
  if (paper.sha256 === null) return null;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={verdict !== null || trouble !== null}
      onOpenChange={(open) => {
        if (open) return;
        setVerdict(null);
        forget();
      }}
      content={
        <div className="paper-proof">
          <Refused error={trouble} />
          {verdict ? (
            <>
              <Dot state={verdict.ok ? 'good' : 'bad'}>
                {verdict.ok ? '原件和签名都没有被改动' : '核对不符，请不要使用这份文书，并告知技术支持'}
              </Dot>
              <ul>
                {verdict.findings.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
              {verdict.ok ? <SignatureFiles paper={paper} /> : null}
              <p className="quiet">
                原件 <code>{paper.sha256.slice(0, 16)}…</code>
                {paper.signedSha256 ? (
                  <>
                    <br />
                    签名副本 <code>{paper.signedSha256.slice(0, 16)}…</code>
                  </>
                ) : null}
                <br />
                版式 {paper.templateVersion}
              </p>
            </>
          ) : null}
        </div>
      }
    >
      <Button icon={<SafetyCertificateOutlined />} loading={busy} onClick={verify}>
        核验
      </Button>
    </Popover>
  );
}
