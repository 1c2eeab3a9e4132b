import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CasePage, DeadlineView } from '../../preload/contract/cases.ts';
import { holds } from '../frame/access.ts';
import { useKeys } from '../frame/keys.tsx';
import { useMe } from '../frame/me.ts';
import { Refused } from '../frame/refused.tsx';
import { useTell } from '../frame/tell.ts';
import { office } from '../office/client.ts';
import { DeadlineWhy } from './deadline-why.tsx';
import { HandOverForm } from './hand-over-form.tsx';
import { alsoOpen, deadlineNow, leftInWords, NEXT_STEPS, openDeadlines } from './next-step.ts';
import { PayForm } from './pay-form.tsx';
import { useCaseAct } from './use-case-act.ts';
import { useMyDrafts } from './use-my-drafts.ts';
import './next-card.css';

/** What waits: one main button, who may press it, by when, and what is missing. */
export function NextCard({ page, onPaper }: { page: CasePage; onPaper: (documentId: string) => void }) {
  const navigate = useNavigate();
  const tell = useTell();
  const { officer } = useMe().session;
  const drafts = useMyDrafts();
  const { act, busy, trouble, forget } = useCaseAct(page.id);
  const [form, setForm] = useState<'' | 'PAY' | 'HAND_OVER'>('');
  const next = NEXT_STEPS[page.next];
  const deadline = deadlineNow(page);
  const others = openDeadlines(page).filter((one) => one !== deadline);
  const also = alsoOpen(page);
  const mine = page.draftId !== null && drafts.includes(page.draftId);
  const decision = page.documents.find((one) => one.paper === 'D36' && one.state !== 'VOIDED');
  const own = page.officersFull.some((one) => one.id === officer.id);

  const whyNot = !holds(officer.roles, ...next.roles)
    ? `请${next.who}办理`
    : page.next === 'CONTINUE' && !mine
      ? `草稿在${page.officersFull[0]?.name ?? '办案人员'}名下，由本人继续`
      : page.next === 'CLOSE' && own
        ? '办案人员不能给自己办的案件结案'
        : '';
  const press = () => {
    if (whyNot || busy) return;
    switch (page.next) {
      case 'CONTINUE':
      case 'SIGN':
      case 'DELIVER':
        if (mine) navigate(`/penalty/${page.draftId}`);
        else if (page.next === 'DELIVER') {
          act(() => office.cases.deliver({ caseId: page.id }), '已记录交付。');
        } else if (decision) onPaper(decision.id);
        break;
      case 'RECORD':
        act(() => office.cases.record({ caseId: page.id }), '已备案，备案表在“文书”里。');
        break;
      case 'CLOSE':
        act(() => office.cases.close({ caseId: page.id }), '案件已结案。');
        break;
      case 'BIND':
        act(async () => {
          const file = await office.cases.bindFile({ caseId: page.id });
          onPaper(file.id);
        }, '案卷已装订归档。');
        break;
      case 'PAY':
      case 'HAND_OVER':
        setForm(page.next);
        break;
      case 'NONE':
        tell.note('这个案件没有要办的下一步。');
    }
  };
  const idle = page.next === 'NONE';
  useKeys(idle ? [] : [{ keys: 'Ctrl+Enter', words: next.act, run: () => form === '' && press() }]);

  return (
    <aside className="next-card" aria-label="下一步">
      {form === '' ? (
        <>
          <h2>{idle ? '没有要办的事' : '下一步'}</h2>
          <p>{idle ? ENDED[page.end ?? 'PERFORMED'] : next.what}</p>
          {idle ? null : (
            <>
              {/* Disabled, not only loading: the page may show the next step before the last act has quite ended. */}
              <Button block type="primary" size="large" loading={busy} disabled={busy || whyNot !== ''} onClick={press}>
                {next.act}（Ctrl+Enter）
              </Button>
              <p className={whyNot ? 'next-who next-not' : 'next-who'}>{whyNot || `由${next.who}办理`}</p>
            </>
          )}
          {also && holds(officer.roles, ...NEXT_STEPS[also].roles) ? (
            <Button block className="next-also" onClick={() => setForm(also)}>
              {NEXT_STEPS[also].act}
            </Button>
          ) : null}
          <Refused error={trouble} onClose={forget} />
        </>
      ) : null}
      {form === 'PAY' ? <PayForm page={page} onClose={() => setForm('')} /> : null}
      {form === 'HAND_OVER' ? <HandOverForm page={page} onClose={() => setForm('')} /> : null}
      {deadline && form === '' ? <Until deadline={deadline} /> : null}
      {form === '' ? others.map((one) => <Also key={one.code} deadline={one} />) : null}
      {page.missing.length > 0 && form === '' ? (
        <div className="next-missing">
          <h3>还缺</h3>
          <ul>
            {page.missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </aside>
  );
}

const ENDED: Record<NonNullable<CasePage['end']>, string> = {
  PERFORMED: '案件已办完并归档。',
  WARNED: '案件已办完并归档。',
  VOIDED: '决定书已作废，原件和文号保留备查。',
  ABANDONED: '案件已终止办理，记录保留备查。',
  EXEMPTED: '首次违法，已开具温馨提示单，不予处罚。',
  ORDERED: '已开具责令改正通知书，复查后再定是否处罚；复查在“责令改正”办理。',
};

/** Another date that runs at the same time, in one line. */
function Also({ deadline }: { deadline: DeadlineView }) {
  return (
    <dl className={`next-until until-${deadline.state.toLowerCase()}`}>
      <div className="next-left">
        <dt>{deadline.name}</dt>
        <dd title={`法定期限 ${deadline.legalDate}，内部期限 ${deadline.internalDate}`}>
          <b>{deadline.state === 'OK' ? deadline.legalDate : leftInWords(deadline)}</b>
          <DeadlineWhy deadline={deadline} />
        </dd>
      </div>
    </dl>
  );
}

function Until({ deadline }: { deadline: DeadlineView }) {
  return (
    <dl className={`next-until until-${deadline.state.toLowerCase()}`}>
      <div className="next-left">
        <dt>{deadline.name}</dt>
        <dd>
          <b>{leftInWords(deadline)}</b>
          <DeadlineWhy deadline={deadline} />
        </dd>
      </div>
      <div>
        <dt>法定期限</dt>
        <dd>
          {deadline.legalDate}
          {deadline.estimated ? '（预估）' : ''}
        </dd>
      </div>
      <div>
        <dt>内部期限</dt>
        <dd>{deadline.internalDate}</dd>
      </div>
    </dl>
  );
}
