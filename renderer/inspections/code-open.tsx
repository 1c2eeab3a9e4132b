import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { CHECK_KINDS, COUNTS, type CodePage } from '../../preload/contract/inspections.ts';
import { DetachButton } from '../evidence/detach-button.tsx';
import { formatInstant } from '../frame/format.ts';
import { Refused } from '../frame/refused.tsx';
import { useAct } from '../frame/use-act.ts';
import { office, query } from '../office/client.ts';
import { EvaluationAct, ShownAct } from './code-acts.tsx';
import { CodeForm } from './code-form.tsx';
import { CodeMark } from './code-mark.tsx';
import { CodePicture } from './code-picture.tsx';
import { CodeProofs } from './code-proofs.tsx';
import './code-open.css';

/** One code: what it stands for, its picture for comparing, its proofs, its story, and the next step. */
export function CodeOpen({ codeId, mayWrite }: { codeId: string; mayWrite: boolean }) {
  const client = useQueryClient();
  const [correcting, setCorrecting] = useState(false);
  const { act, busy, trouble, forget } = useAct(() => client.invalidateQueries({ queryKey: query.inspections.key() }));
  const answer = useQuery(query.inspections.codes.page.queryOptions({ input: { codeId } }));
  const page = answer.data;
  if (!page)
    return (
      <section className="list-desk-open sheet">
        <Refused error={answer.error} />
        {answer.error ? null : <Skeleton active />}
      </section>
    );
  if (correcting)
    return (
      <CodeForm
        text={page.text}
        simulated={page.simulated}
        before={page}
        onClose={() => setCorrecting(false)}
        onDone={() => {
          setCorrecting(false);
          void client.invalidateQueries({ queryKey: query.inspections.key() });
        }}
      />
    );
  const acts = { page, busy, act };
  const standing = mayWrite && !page.withdrawn;
  return (
    <section className="list-desk-open" aria-label={`${page.partyName} ${page.matter}`}>
      <header className="sheet">
        <h2>
          {page.partyName}
          <span>{page.matter}</span>
        </h2>
        <CodeMark row={page} />
        {standing && page.shown === null ? <ShownAct {...acts} /> : null}
        {standing && page.state === 'SCANNED' ? <EvaluationAct {...acts} /> : null}
        <Refused error={trouble} onClose={forget} />
        <p className={page.counted === 'MISSED' ? 'code-counted missed' : 'code-counted'}>
          亮码检查率：<b>{COUNTS[page.counted]}</b>。{page.countedWhy}
          {page.proofDueAt ? ` 补传时限到 ${formatInstant(page.proofDueAt)}。` : ''}
        </p>
      </header>
      <div className="code-body sheet">
        <figure>
          <CodePicture text={page.text} />
          <figcaption>
            <code>{page.text}</code>
            <span className="quiet">照登记的文字画出，请与通知书、手机上的码核对；软件不打开网址。</span>
          </figcaption>
        </figure>
        <Facts page={page} />
        {mayWrite ? (
          <footer>
            {standing && page.shown !== null ? <ShownAct {...acts} /> : null}
            {standing && page.state === 'EVALUATED' ? <EvaluationAct {...acts} /> : null}
            <Button onClick={() => setCorrecting(true)}>{page.withdrawn ? '更正并恢复' : '更正登记'}</Button>
            {standing ? (
              <DetachButton
                word="作废登记"
                title="登记错了（如扫的不是行政行为码）"
                busy={busy}
                onDetach={(reason) =>
                  void act(() => office.inspections.codes.withdraw({ codeId, reason }), '登记已作废，经过仍然保存')
                }
              />
            ) : null}
          </footer>
        ) : null}
      </div>
      <CodeProofs page={page} mayWrite={mayWrite} busy={busy} act={act} />
      <section className="code-story sheet" aria-label="经过">
        <h3>经过</h3>
        <ol>
          {page.story.map((one) => (
            <li key={one.hash} title={`账本校验值 ${one.hash}`}>
              <span className="number quiet">{formatInstant(one.at)}</span>
              <b>{one.title}</b>
              <span>{one.text}</span>
              <span className="quiet">{one.actor}</span>
            </li>
          ))}
        </ol>
      </section>
    </section>
  );
}

function Facts({ page }: { page: CodePage }) {
  const { shown, evaluation } = page;
  return (
    <dl>
      <div>
        <dt>统一代码</dt>
        <dd className="number">
          {page.subjectId ? <Link to={`/subjects/${page.subjectId}`}>{page.uscc}</Link> : page.uscc || '—'}
        </dd>
      </div>
      <div>
        <dt>检查性质</dt>
        <dd>{CHECK_KINDS[page.kind]}</dd>
      </div>
      <div>
        <dt>签发日期</dt>
        <dd className="number">{page.issuedOn}</dd>
      </div>
      <div>
        <dt>检查日期</dt>
        <dd className="number">{page.checkOn}</dd>
      </div>
      <div className="code-wide">
        <dt>检查地点</dt>
        <dd>{page.place}</dd>
      </div>
      <div className="code-wide">
        <dt>执法人员</dt>
        <dd>{page.officers.map((one) => `${one.name}（${one.certNo}）`).join('、')}</dd>
      </div>
      <div className="code-wide">
        <dt>亮码</dt>
        <dd>
          {shown === null
            ? '还没有记录'
            : `${formatInstant(shown.at)} ${shown.how === 'CODE' ? '当场出示了码' : '口头亮证、码号手抄'}`}
        </dd>
      </div>
      <div className="code-wide">
        <dt>当事人评价</dt>
        <dd>
          {evaluation === null
            ? '—'
            : `${evaluation.score} 分${evaluation.anonymous ? '，匿名' : ''}${evaluation.comment ? `，“${evaluation.comment}”` : ''}`}
        </dd>
      </div>
      <div className="code-wide">
        <dt>登记</dt>
        <dd>
          {page.registeredBy} <span className="number quiet">{formatInstant(page.registeredAt)}</span>
        </dd>
      </div>
    </dl>
  );
}
