import { useNavigate } from 'react-router';
import { bySpan, SPANS, type Span } from './due.ts';
import type { Overview } from './overview.ts';

/** Counts that can be clicked: the spans change the list below, the others open their page. */
export function Counts({
  overview,
  span,
  onSpan,
  officer,
}: {
  overview: Overview;
  span: Span;
  onSpan: (span: Span) => void;
  /** Only officers have drafts. */
  officer: boolean;
}) {
  const navigate = useNavigate();
  const { counts } = overview;
  return (
    <div className="counts">
      <div className="counts-spans" role="tablist" aria-label="到期范围">
        {(Object.keys(SPANS) as Span[]).map((one) => {
          const lines = bySpan(overview, one);
          const overdue = lines.some((line) => line.state === 'OVERDUE');
          return (
            <button
              key={one}
              type="button"
              role="tab"
              aria-selected={span === one}
              className={`count count-${one}${lines.length === 0 ? ' count-none' : overdue ? ' count-overdue' : ''}`}
              onClick={() => onSpan(one)}
            >
              <b>{lines.length}</b>
              <span>
                {SPANS[one]}
                {overdue ? '（含逾期）' : ''}
              </span>
            </button>
          );
        })}
      </div>
      {officer ? (
        <button type="button" className="count" onClick={() => navigate('/penalty')}>
          <b>{counts.drafts}</b>
          <span>我的草稿</span>
        </button>
      ) : null}
      <button type="button" className="count" onClick={() => navigate('/cases?state=Q_INFORM')}>
        <b>{counts.waitingSignature}</b>
        <span>待签名交付</span>
      </button>
      <button type="button" className="count" onClick={() => navigate('/cases?open=1')}>
        <b>{counts.open}</b>
        <span>在办案件</span>
      </button>
      <button type="button" className="count" onClick={() => navigate('/cases?month=1')}>
        <b>{counts.thisMonth}</b>
        <span>本月办理</span>
      </button>
    </div>
  );
}
