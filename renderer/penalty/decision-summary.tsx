import { groupIdNo } from '../frame/format.ts';
import { masked } from './card-reader.tsx';
import { useDesk } from './desk.tsx';
import { paperTime } from './facts.ts';
import { penaltyInWords, statutesInWords } from './spoken-notice.ts';

/** What the decision will say, in the paper's order, before the number is taken. */
export function DecisionSummary({ authorityName, officers }: { authorityName: string; officers: string }) {
  const desk = useDesk();
  const { party, violation, penalty, notice } = desk.content;
  const statutes = statutesInWords(desk.item?.statutes ?? []);
  const rows: [string, string][] = [
    ['当事人', [party.name, party.legalRep, party.phone].filter(Boolean).join('　')],
    ['证件号码', groupIdNo(masked(party.partyType === 'CITIZEN' ? party.idNo : party.uscc || party.idNo)) || '—'],
    ['住址', party.address || '—'],
    ['违法时间、地点', `${violation.at ? paperTime(violation.at) : '—'}　${violation.place}`],
    ['违法事实', violation.facts],
    ['处罚依据', statutes],
    [
      '陈述申辩',
      notice.defence === 'MADE' ? `${notice.defenceText}　复核：${notice.defenceAnswer}` : '当事人不陈述、不申辩',
    ],
    ['处罚决定', `${penaltyInWords(penalty)}${penalty.collectOnSite ? `，当场收缴，票据号 ${penalty.ticketNo}` : ''}`],
    ['救济途径', '不服本决定的，应先在六十日内申请行政复议；对复议决定不服的，再向人民法院起诉。'],
    ['执法人员', officers],
  ];
  return (
    <article className="pen-summary">
      <h2>{authorityName}</h2>
      <h1>当场行政处罚决定书</h1>
      <dl>
        {rows.map(([name, text]) => (
          <div key={name} className={name === '处罚决定' ? 'pen-summary-main' : ''}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
