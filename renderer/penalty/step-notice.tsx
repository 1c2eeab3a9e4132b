import { Checkbox, Input, Radio, Segmented } from 'antd';
import type { DraftContent } from '../../preload/contract/cases.ts';
import { PartySignatureSheet, SignatureLine } from '../signing/party-signature.tsx';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';
import { penaltyInWords, type SpokenPart } from './spoken-notice.ts';

type Notice = DraftContent['notice'];
const ADOPTED = [
  { value: 'YES', label: '采纳' },
  { value: 'PARTLY', label: '部分采纳' },
  { value: 'NO', label: '不采纳' },
] as const;

interface StepNoticeProps {
  readonly spoken: readonly SpokenPart[];
  readonly signing: boolean;
  readonly onSigning: (open: boolean) => void;
}

/** Step 5: told orally, heard, answered; the party signs the record or refuses (处罚法 44, 45). */
export function StepNotice({ spoken, signing, onSigning }: StepNoticeProps) {
  const desk = useDesk();
  const { notice, party, penalty } = desk.content;
  const put = (patch: Partial<Notice>) => desk.change('notice', patch);
  const problem = desk.problemAt('notice.toldOrally');
  const defend = (defence: Notice['defence']) =>
    put(defence === 'NONE' ? { defence, defenceText: '', defenceAnswer: '', adopted: '' } : { defence });

  return (
    <>
      <section className="pen-spoken" aria-label="口头告知内容">
        {spoken.map((part) => (
          <p key={part.title}>
            <b>{part.title}</b>
            {part.text}
          </p>
        ))}
      </section>
      <div className="pen-grid">
        <div>
          <Checkbox
            id="notice.toldOrally"
            className={`pen-tick ${notice.toldOrally ? 'pen-tick-on' : ''} ${problem ? 'pen-tick-missing' : ''}`}
            checked={notice.toldOrally}
            disabled={desk.frozen}
            onChange={(event) => put({ toldOrally: event.target.checked })}
          >
            <b>以上内容已口头告知当事人</b>
            <span>处罚法 第四十四条、第四十五条</span>
          </Checkbox>
          {problem && (
            <div className="pen-error" role="alert">
              {problem.sentence}（{problem.code}）
            </div>
          )}
        </div>
        <Field name="notice.defence" label="当事人是否陈述、申辩" required>
          {(at) => (
            <Radio.Group
              id={at.id}
              block
              size="large"
              optionType="button"
              buttonStyle="solid"
              disabled={desk.frozen}
              value={notice.defence}
              onChange={(event) => defend(event.target.value)}
              options={[
                { value: 'NONE', label: '不陈述、不申辩' },
                { value: 'MADE', label: '作了陈述、申辩' },
              ]}
            />
          )}
        </Field>
        {notice.defence === 'MADE' && (
          <>
            <Field name="notice.defenceText" label="陈述申辩内容" required>
              {(at) => (
                <Input.TextArea
                  {...at}
                  autoFocus={notice.defenceText === ''}
                  autoSize={{ minRows: 3, maxRows: 6 }}
                  maxLength={4000}
                  disabled={desk.frozen}
                  value={notice.defenceText}
                  onChange={(event) => put({ defenceText: event.target.value })}
                />
              )}
            </Field>
            <Field name="notice.defenceAnswer" label="复核意见" required>
              {(at) => (
                <Input.TextArea
                  {...at}
                  autoSize={{ minRows: 3, maxRows: 6 }}
                  maxLength={4000}
                  disabled={desk.frozen}
                  value={notice.defenceAnswer}
                  onChange={(event) => put({ defenceAnswer: event.target.value })}
                />
              )}
            </Field>
            <Field name="notice.adopted" label="是否采纳" required wide>
              {() => (
                <Segmented
                  size="large"
                  disabled={desk.frozen}
                  value={notice.adopted}
                  onChange={(adopted: Notice['adopted']) => put({ adopted })}
                  options={[...ADOPTED]}
                />
              )}
            </Field>
          </>
        )}
        <Field name="notice.sign" label="当事人在告知和陈述申辩记录上签名" required wide>
          {() => (
            <SignatureLine
              label=""
              signer="当事人"
              sign={notice.sign}
              disabled={desk.frozen}
              onOpen={() => onSigning(true)}
            />
          )}
        </Field>
      </div>
      <PartySignatureSheet
        open={signing}
        busy={desk.busy}
        signer={party.name || '当事人'}
        title={`告知和陈述申辩记录 · 请${party.name || '当事人'}签名`}
        onClose={() => onSigning(false)}
        onAnswer={(sign) => {
          put({ sign });
          onSigning(false);
          desk.next();
        }}
        summary={
          <>
            <div>
              已告知：{desk.item?.cause}，拟作出 <b>{penaltyInWords(penalty)}</b>，有权陈述和申辩。
            </div>
            <div>
              {notice.defence === 'MADE'
                ? `陈述申辩：${notice.defenceText}　复核意见：${notice.defenceAnswer}`
                : '当事人不陈述、不申辩。'}
            </div>
          </>
        }
      />
    </>
  );
}
