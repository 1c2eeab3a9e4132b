import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { Link, useNavigate } from 'react-router';
import { CASE_STATES } from '../../preload/contract/cases.ts';
import { formatYuan } from '../../preload/contract/money.ts';
import { type EarlierMatter, PARTY_TYPES } from '../../preload/contract/subjects.ts';
import { Dot } from '../frame/dot.tsx';
import { formatInstant } from '../frame/format.ts';
import { Refused } from '../frame/refused.tsx';
import { query } from '../office/client.ts';
import { RESULTS } from '../orders/order-words.ts';
import { RevealNumber } from './reveal-number.tsx';

/** One person or enterprise: who it is, and everything the office did with it before. */
export function SubjectOpen({ subjectId }: { subjectId: string }) {
  const navigate = useNavigate();
  const answer = useQuery(query.subjects.page.queryOptions({ input: { subjectId } }));
  const subject = answer.data;
  if (!subject) {
    return (
      <section className="subject sheet">
        <Refused error={answer.error} />
        {answer.error ? null : <Skeleton active />}
      </section>
    );
  }
  const { earlier } = subject;
  const fines = earlier.filter((one) => one.kind === 'PENALTY' && one.state !== 'VOIDED');
  const total = fines.reduce((sum, one) => sum + one.fineFen, 0);
  const groups = [
    { title: '当场处罚', rows: earlier.filter((one) => one.kind === 'PENALTY') },
    { title: '首违不罚', rows: earlier.filter((one) => one.kind === 'FIRST_VIOLATION') },
    { title: '责令改正', rows: earlier.filter((one) => one.kind === 'ORDER') },
  ];
  return (
    <section className="subject sheet" aria-label={subject.name}>
      <header>
        <h2>{subject.name}</h2>
        <span className="quiet">{PARTY_TYPES[subject.partyType]}</span>
        <button type="button" className="reveal-button" onClick={() => navigate('/subjects')}>
          关闭（Esc）
        </button>
      </header>
      <dl>
        <div>
          <dt>{subject.partyType === 'CITIZEN' ? '证件号码' : '统一代码'}</dt>
          <dd>
            <RevealNumber subjectId={subjectId} maskedNo={subject.maskedNo} />
          </dd>
        </div>
        <div>
          <dt>地址</dt>
          <dd>{subject.address || '—'}</dd>
        </div>
        <div>
          <dt>首次登记</dt>
          <dd className="number">{formatInstant(subject.firstSeen)}</dd>
        </div>
        <div>
          <dt>最近一次</dt>
          <dd className="number">{earlier[0]?.on ?? '—'}</dd>
        </div>
        <div>
          <dt>罚款合计</dt>
          <dd className="number">
            {fines.length} 次，{formatYuan(total)}
          </dd>
        </div>
        <div>
          <dt>首违不罚</dt>
          <dd>
            {subject.exemptionsUsed.length === 0 ? (
              <Dot state="off">没有用过</Dot>
            ) : (
              <Dot state="look">{`已用 ${subject.exemptionsUsed.map((one) => one.on).join('、')}`}</Dot>
            )}
          </dd>
        </div>
      </dl>
      {groups
        .filter((group) => group.rows.length > 0)
        .map((group) => (
          <Matters key={group.title} title={group.title} rows={group.rows} />
        ))}
      {earlier.length === 0 ? <p className="quiet">没有以往的处罚、首违不罚和责令改正。</p> : null}
    </section>
  );
}

function Matters({ title, rows }: { title: string; rows: readonly EarlierMatter[] }) {
  return (
    <>
      <h3>
        {title} <span className="quiet">{rows.length}</span>
      </h3>
      <table>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <td className="number">{one.on}</td>
              <td className="subject-item">
                <Link to={one.kind === 'ORDER' ? `/orders?order=${one.id}` : `/cases/${one.id}`}>{one.itemName}</Link>
              </td>
              <td className="number quiet">{one.number}</td>
              <td>{stateInWords(one)}</td>
              <td className="number subject-fine">
                {one.kind === 'PENALTY' ? (one.fineFen > 0 ? formatYuan(one.fineFen) : '警告') : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function stateInWords({ kind, state }: EarlierMatter): string {
  if (kind === 'ORDER') return state === 'ISSUED' ? '待复查' : (RESULTS[state as keyof typeof RESULTS] ?? '');
  if (state === 'VOIDED') return '决定书作废';
  return CASE_STATES[state as keyof typeof CASE_STATES] ?? '';
}
