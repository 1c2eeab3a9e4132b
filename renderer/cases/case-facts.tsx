import { Link } from 'react-router';
import type { CasePage } from '../../preload/contract/cases.ts';
import { formatYuan } from '../../preload/contract/money.ts';
import { PARTY_TYPES } from '../../preload/contract/subjects.ts';
import { formatInstant } from '../frame/format.ts';
import { RevealNumber } from '../subjects/reveal-number.tsx';

/** Who and what, in the order of the paper. */
export function CaseFacts({ page }: { page: CasePage }) {
  const { party, violation, notice } = page.content;
  return (
    <dl className="case-facts">
      <div>
        <dt>当事人</dt>
        <dd>
          {page.subjectId ? (
            <Link to={`/subjects/${page.subjectId}`} title="查看此人以往的案件">
              <b>{page.partyName}</b>
            </Link>
          ) : (
            <b>{page.partyName || '待登记'}</b>
          )}
          <span className="quiet">
            {[PARTY_TYPES[party.partyType], party.gender, party.legalRep && `负责人 ${party.legalRep}`]
              .filter(Boolean)
              .join('，')}
          </span>
          {page.subjectId ? <RevealNumber subjectId={page.subjectId} maskedNo={page.maskedNo} /> : null}
        </dd>
      </div>
      {party.address ? (
        <div>
          <dt>住址</dt>
          <dd>{party.address}</dd>
        </div>
      ) : null}
      <div>
        <dt>违法行为</dt>
        <dd title={page.statute}>
          {page.itemName || page.cause || '待选'}
          {page.statute ? <span className="quiet">依据 {page.statute}</span> : null}
        </dd>
      </div>
      <div>
        <dt>时间地点</dt>
        <dd>
          <span className="number">{formatInstant(violation.at ?? page.foundAt)}</span>　{page.place}
        </dd>
      </div>
      {violation.facts ? (
        <div>
          <dt>违法事实</dt>
          <dd className="case-long">{violation.facts}</dd>
        </div>
      ) : null}
      <div>
        <dt>处罚</dt>
        <dd>
          <Penalty page={page} />
        </dd>
      </div>
      {notice.defence === 'MADE' ? (
        <div>
          <dt>申辩</dt>
          <dd className="case-long">
            {notice.defenceText}
            <span className="quiet">答复：{notice.defenceAnswer}</span>
          </dd>
        </div>
      ) : null}
      <div>
        <dt>办案</dt>
        <dd>
          {page.officersFull.map((one) => (
            <span key={one.id} title={`执法证 ${one.certNo}`} className="case-officer">
              {one.name} <small className="quiet number">{one.certNo}</small>
            </span>
          ))}
          <span className="quiet">{page.authorityName}</span>
        </dd>
      </div>
    </dl>
  );
}

function Penalty({ page }: { page: CasePage }) {
  if (page.end === 'EXEMPTED') return <b>首违不罚，开具温馨提示单</b>;
  if (page.end === 'ORDERED') return <b>责令改正</b>;
  if (page.kind === '') return <span className="quiet">未定</span>;
  if (page.kind === 'WARNING') return <b>警告</b>;
  return (
    <>
      <b className="case-fine">{formatYuan(page.fineFen)}</b>
      <span className="quiet">
        {page.content.penalty.collectOnSite ? `当场收缴，票据 ${page.content.penalty.ticketNo}` : '限期缴纳'}
        {page.dueFen > 0 && page.payments.length > 0 ? `，尚欠 ${formatYuan(page.dueFen)}` : ''}
      </span>
    </>
  );
}
