import { CloseOutlined, UploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { type CodePage, LARGEST_PROOF, PROOF_KINDS, type ProofKind } from '../../preload/contract/inspections.ts';
import { Refusal } from '../../preload/contract/refusal.ts';
import { DetachButton } from '../evidence/detach-button.tsx';
import { formatBytes, formatInstant } from '../frame/format.ts';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';
import { type ProofTry, proofTry } from './proof-try.ts';

interface CodeProofsProps {
  readonly page: CodePage;
  readonly mayWrite: boolean;
  readonly busy: boolean;
  readonly act: (work: () => Promise<unknown>, done: string) => Promise<boolean>;
}

/** Bytes → base64, a piece at a time: a picture has more bytes than a call may have arguments. */
function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

/** Pictures of the code and of its scan, each with its hash. */
export function CodeProofs({ page, mayWrite, busy, act }: CodeProofsProps) {
  const tell = useTell();
  const [shown, setShown] = useState<{ id: string; url: string } | null>(null);
  const files = useRef<HTMLInputElement>(null);
  const wanted = useRef<ProofKind>('SCAN');
  const unanswered = useRef<ProofTry | null>(null);
  const mayKeep = mayWrite && !page.withdrawn && page.shown !== null;
  const choose = (kind: ProofKind) => {
    wanted.current = kind;
    files.current?.click();
  };
  const keep = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST_PROOF) {
      tell.refused(new Refusal('INS-116', '图片超过 20 MB，没有存入；请换小一些的截图。'));
      return;
    }
    const picture = base64Of(new Uint8Array(await file.arrayBuffer()));
    if (picture === '') {
      tell.refused(new Refusal('INS-117', '这不是完整的 JPG 或 PNG 图片，没有存入；请在手机上重新截图或拍照后再传。'));
      return;
    }
    const kind = wanted.current;
    const given = proofTry(unanswered.current, { codeId: page.id, kind, picture });
    unanswered.current = given;
    if (await act(() => office.inspections.codes.keepProof(given), `已存入${PROOF_KINDS[kind]}`))
      unanswered.current = null;
  };
  const show = async (proofId: string) => {
    try {
      setShown({ id: proofId, ...(await office.inspections.codes.proofTicket({ proofId })) });
    } catch (error) {
      tell.refused(error);
    }
  };
  const of = page.proofs.find((one) => one.id === shown?.id);
  return (
    <section className="code-proofs sheet" aria-label="码图和扫码截图">
      <header>
        <h3>码图和扫码截图</h3>
        <span className="quiet">手机上截图或拍照后存入，各有校验值</span>
        {mayKeep ? (
          <>
            <input
              ref={files}
              type="file"
              hidden
              accept="image/jpeg,image/png"
              aria-label="选择图片"
              onChange={(event) => {
                void keep(event.target.files?.[0]).catch(tell.refused);
                event.target.value = '';
              }}
            />
            <Button
              type={page.state === 'MISSING' ? 'primary' : 'default'}
              icon={<UploadOutlined />}
              loading={busy}
              onClick={() => choose('CODE_PICTURE')}
            >
              补传码图
            </Button>
            <Button
              type={page.state === 'SHOWN' ? 'primary' : 'default'}
              icon={<UploadOutlined />}
              loading={busy}
              onClick={() => choose('SCAN')}
            >
              补传扫码截图
            </Button>
          </>
        ) : null}
      </header>
      {shown && of ? (
        <figure>
          <img src={shown.url} alt={PROOF_KINDS[of.kind]} />
          <figcaption>
            <b>{PROOF_KINDS[of.kind]}</b>
            <span>校验值</span>
            <code>{of.sha256}</code>
            <Button icon={<CloseOutlined />} onClick={() => setShown(null)}>
              收起
            </Button>
          </figcaption>
        </figure>
      ) : null}
      {page.proofs.length === 0 ? (
        <p className="quiet">{page.shown === null ? '记录亮码以后再补传图片。' : '还没有图片。'}</p>
      ) : (
        <ul>
          {page.proofs.map((one) => (
            <li key={one.id}>
              <b>{PROOF_KINDS[one.kind]}</b>
              {one.late ? <em>晚于时限</em> : null}
              <span className="number">{formatInstant(one.keptAt)}</span>
              <span>{one.keptBy}</span>
              <span className="number quiet">{formatBytes(one.sizeBytes)}</span>
              <code title={one.sha256}>{one.sha256.slice(0, 16)}…</code>
              <Button size="small" onClick={() => show(one.id)}>
                查看
              </Button>
              {mayKeep ? (
                <DetachButton
                  word="作废"
                  title="这张图片传错了"
                  busy={busy}
                  onDetach={(reason) =>
                    void act(
                      () => office.inspections.codes.withdrawProof({ proofId: one.id, reason }),
                      '图片已作废，仍然保存',
                    )
                  }
                />
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
