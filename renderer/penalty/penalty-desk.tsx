import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Draft } from '../../preload/contract/cases.ts';
import type { Problem } from '../../preload/contract/values.ts';
import { enterNext } from '../frame/enter-next.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Page } from '../frame/page.tsx';
import { refusalText } from '../frame/refusals.ts';
import { Refused } from '../frame/refused.tsx';
import { useOneAtATime } from '../frame/use-one-at-a-time.ts';
import { office, query } from '../office/client.ts';
import { isAnswered } from '../signing/party-signature.tsx';
import { type Desk, DeskProvider, focusProblem, STEPS } from './desk.tsx';
import { type Saved, useDraftKeeper } from './draft-keeper.ts';
import { DraftsPanel } from './drafts-panel.tsx';
import { EndDraft } from './end-draft.tsx';
import { SideColumn } from './side-column.tsx';
import { StepBar } from './step-bar.tsx';
import { StepIssue } from './step-issue.tsx';
import { StepNotice } from './step-notice.tsx';
import { StepParty } from './step-party.tsx';
import { StepPenalty } from './step-penalty.tsx';
import { StepViolation } from './step-violation.tsx';
import { StepWho } from './step-who.tsx';
import { useDeskFacts } from './use-desk-facts.ts';
import './fine.css';
import './issue.css';
import './items.css';
import './party.css';
import './penalty.css';
import './side-column.css';

/** Where the cursor stands when a step opens. */
const FIRST_FIELDS = ['who.certShown', 'party.name', 'violation.place', 'penalty.fineFen', 'notice.toldOrally', ''];
const NEXT_WORDS = ['下一步', '下一步', '下一步', '下一步', '确认告知', ''];
const EDITABLE = 'input:not([type=radio]):not([type=checkbox]), textarea, [contenteditable]';

/** The office takes the record without a signature only as a refusal; asked for here before it is sent. */
const NOT_SIGNED_YET: Problem = {
  field: 'notice.sign',
  code: 'CASE-208',
  sentence: '请当事人在告知和陈述申辩记录上签名；拒绝签名的，点「拒签」注明原因和见证人。',
  basis: '行政处罚法第四十五条',
  weight: 'stop',
};

const stops = (problems: readonly Problem[]) => problems.filter((one) => one.weight === 'stop');

/** One on-the-spot penalty on one screen. */
export function PenaltyDesk({ opened }: { opened: Draft }) {
  const { session, office: state } = useMe();
  const client = useQueryClient();
  const keeper = useDraftKeeper(opened);
  const { informed, frozen, delivered, acting, item, recognised, authorityName, officers, spoken } = useDeskFacts(
    keeper,
    state.legalDay,
  );
  const [tried, setTried] = useState<ReadonlySet<number>>(new Set());
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const { run, busy, trouble, forget } = useOneAtATime();
  const [signing, setSigning] = useState(false);
  const [over, setOver] = useState<ReactNode>(null);
  const form = useRef<HTMLDivElement>(null);
  const { step, draft, check, goTo } = keeper;
  const { id: draftId } = draft;

  const unsigned = !isAnswered(keeper.content.notice.sign);
  const problemsOf = (of: number): readonly Problem[] => {
    const found = check?.steps.find((one) => one.step === of)?.problems ?? [];
    return of === 5 && unsigned ? [...found, NOT_SIGNED_YET] : found;
  };
  const problemAt = (field: string) => {
    for (const at of [1, 2, 3, 4, 5]) {
      const problem = problemsOf(at).find((candidate) => candidate.field === field);
      if (problem) return tried.has(at) || touched.has(field) ? problem : undefined;
    }
    return undefined;
  };
  const move = (to: number) => {
    forget();
    setSigning(false);
    goTo(to);
  };

  const next = async () => {
    if (step === 6) return;
    await run(async () => {
      await keeper.flush();
      const found = stops((await keeper.checkNow()).steps.find((one) => one.step === step)?.problems ?? []);
      if (found[0] && !frozen) {
        setTried((before) => new Set(before).add(step));
        focusProblem(found[0]);
        return;
      }
      if (step === 5 && !frozen && !isAnswered(keeper.latest().notice.sign)) {
        setSigning(true);
        return;
      }
      if (draft.caseId === null && (step === 1 || step === 5)) keeper.adopt(await office.drafts.begin({ draftId }));
      if (step === 5 && !frozen) {
        const informed = await office.drafts.inform({ draftId });
        keeper.adopt(informed);
        await client.invalidateQueries({ queryKey: query.cases.page.key() });
      }
      move(step + 1);
    });
  };

  useEffect(() => {
    const first = FIRST_FIELDS[step - 1];
    if (first) document.getElementById(first)?.focus();
    form.current?.scrollTo({ top: 0 });
  }, [step]);

  useKeys([
    ...STEPS.map((name, i) => ({ keys: `Alt+${i + 1}`, words: `第 ${i + 1} 步 ${name}`, run: () => move(i + 1) })),
    { keys: '1 – 6', words: '不在输入框时，换步骤' },
    // Step 6 has its own main action.
    ...(step < 6 ? [{ keys: 'Ctrl+Enter', words: NEXT_WORDS[step - 1] ?? '', run: () => void next() }] : []),
    { keys: 'Ctrl+S', words: '保存', run: () => void keeper.flush().catch(() => {}) },
  ]);
  useDigits((digit) => digit <= STEPS.length && move(digit));

  const desk: Desk = {
    ...keeper,
    goTo: move,
    me: session.officer,
    today: state.legalDay,
    acting,
    item,
    recognised,
    informed,
    frozen,
    problemsOf,
    problemAt,
    touch: (field) => setTouched((before) => (before.has(field) ? before : new Set(before).add(field))),
    next: () => void next(),
    busy,
    end: setOver,
  };
  const closed = step >= 3 && check !== undefined && check.wayOut !== 'NONE' && !frozen;
  const open = tried.has(step) && !frozen ? stops(problemsOf(step)) : [];

  if (over)
    return (
      <Page fill title="当场处罚">
        <div className="pen pen-over">{over}</div>
      </Page>
    );
  return (
    <DeskProvider value={desk}>
      <Page
        fill
        title="当场处罚"
        note={<SavedWords saved={keeper.saved} />}
        extra={
          <>
            <DraftsPanel openId={draftId} />
            {!frozen && <EndDraft word="放弃本件" reason="" />}
          </>
        }
      >
        <form className="pen" onKeyDown={enterNext} onSubmit={(event) => event.preventDefault()}>
          <StepBar tried={tried} delivered={delivered} />
          <div className={step === 6 ? 'pen-body pen-body-wide' : 'pen-body'}>
            <div className="pen-form" ref={form}>
              {open.length > 0 && <Missing problems={open} />}
              <Refused error={trouble} onClose={forget} />
              {step === 1 && <StepWho />}
              {step === 2 && <StepParty />}
              {step === 3 && <StepViolation />}
              {step === 4 && <StepPenalty />}
              {step === 5 && <StepNotice spoken={spoken} signing={signing} onSigning={setSigning} />}
              {step === 6 && <StepIssue authorityName={authorityName} officers={officers} />}
            </div>
            {step < 6 && <SideColumn />}
          </div>
          {step < 6 && (
            <footer className="pen-foot">
              <Button size="large" disabled={step === 1} onClick={() => move(step - 1)}>
                上一步
              </Button>
              <Button
                size="large"
                type={closed ? 'default' : 'primary'}
                loading={busy}
                onClick={() => void next()}
                data-enter
              >
                {NEXT_WORDS[step - 1]}（Ctrl+Enter）
              </Button>
            </footer>
          )}
        </form>
      </Page>
    </DeskProvider>
  );
}

/** Everything that stops the step, in one list at the top. */
function Missing({ problems }: { problems: readonly Problem[] }) {
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={`本步还有 ${problems.length} 处需要补齐`}
      description={
        <ul className="pen-list">
          {problems.map((one) => (
            <li key={one.code + one.field}>
              <button type="button" onClick={() => focusProblem(one)}>
                {one.sentence}
              </button>
              （{one.code}）
            </li>
          ))}
        </ul>
      }
    />
  );
}

const SAVED_WORDS = { saved: '草稿已保存', waiting: '有改动，即将保存', saving: '正在保存…' } as const;

function SavedWords({ saved }: { saved: Saved }) {
  if (saved.state === 'trouble')
    return <span className="pen-error">草稿没有存上，正在重试。{refusalText(saved.error)}</span>;
  return <span aria-live="polite">{SAVED_WORDS[saved.state]}</span>;
}

/** Plain 1–6 while nobody types and nobody signs. */
function useDigits(run: (digit: number) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-6]$/.test(event.key)) return;
      const at = event.target;
      if (at instanceof Element && at.closest(`${EDITABLE}, .ant-modal, .ant-popover`)) return;
      latest.current(Number(event.key));
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
}
