import type { DraftCheck, DraftContent } from '../../../preload/contract/cases.ts';
import { type RefusalCode, refuse } from '../../../preload/contract/refusal.ts';
import { PARTY_TYPES, type Party } from '../../../preload/contract/subjects.ts';
import type { Problem } from '../../../preload/contract/values.ts';
import { type LegalDay, legalDay } from '../calendar/index.ts';
import { type PowerItem, rangesFor, summaryLimitFen } from '../powers/index.ts';
import { numberOf } from '../subjects/index.ts';
import { ageOn, checkParty } from '../subjects/rules.ts';
import type { CaseGround } from './ground.ts';
import { firstViolationOffer, orderOf } from './history.ts';
import { checkAge, type Tier } from './rules/age.ts';
import { checkAuthority, checkPower, checkRemedies } from './rules/authority.ts';
import { canCollectOnSite, checkTicket } from './rules/collect-on-site.ts';
import { checkAmount, checkTier, discretionHint, type FineRange } from './rules/discretion.ts';
import { canSummary } from './rules/summary.ts';
import { checkTimeBar } from './rules/time-bar.ts';
import { checkTrigger, type WayOut } from './rules/trigger.ts';
import type { Verdict } from './rules/verdict.ts';
import { whoActsTroubles } from './rules/who-acts.ts';
import { ticketTrouble } from './tickets.ts';

type Ground = Pick<CaseGround, 'ledger' | 'clock' | 'settings' | 'people' | 'powers' | 'subjects'>;

const stop = (field: string, code: string, sentence: string, basis?: string): Problem => ({
  field,
  code,
  sentence,
  ...(basis === undefined ? {} : { basis }),
  weight: 'stop',
});
const said = (field: string, ...verdicts: Verdict[]): Problem[] =>
  verdicts.flatMap((verdict) => (verdict.ok ? [] : [stop(field, verdict.code, verdict.sentence, verdict.basis)]));
const missing = (field: string, what: string, isMissing: boolean): Problem[] =>
  isMissing ? [stop(field, 'CASE-200', `请填写${what}。`)] : [];

/** Throws the first stopping problem of a step as a refusal. */
export function requireReady(check: DraftCheck, step: number, except: readonly string[] = []): void {
  const first = check.steps[step - 1]?.problems.find((one) => one.weight === 'stop' && !except.includes(one.code));
  if (first !== undefined) refuse(first.code as RefusalCode, first.sentence, { field: first.field, detail: { step } });
}

function whoProblems(ground: Ground, actor: string, content: DraftContent, today: LegalDay): Problem[] {
  const { who } = content;
  const people = ground.people.list();
  const officers = who.officerIds.flatMap((id) => people.find((one) => one.id === id) ?? []);
  const authority = ground.powers.authorities().find((one) => one.id === who.authorityId);
  return [
    ...whoActsTroubles({ ...who, officers, on: today, actor }).map(({ field, code, sentence, basis }) =>
      stop(`who.${field}`, code, sentence, basis),
    ),
    ...(authority === undefined
      ? missing('who.authorityId', '执法主体', true)
      : said('who.authorityId', checkRemedies(authority), checkAuthority(authority, today))),
  ];
}

function violationProblems(
  ground: Ground,
  content: DraftContent,
  item: PowerItem | undefined,
  today: LegalDay,
): Problem[] {
  const { violation, who } = content;
  const parameters = ground.settings.parameters();
  const authority = ground.powers.authorities().find((one) => one.id === who.authorityId);
  const problems = [
    ...missing('violation.itemCode', '违法事项', item === undefined),
    ...missing('violation.at', '违法时间', violation.at === null),
    ...missing('violation.place', '违法地点', violation.place === ''),
    ...missing('violation.facts', '违法事实', violation.facts === ''),
  ];
  if (violation.facts.includes('{')) {
    problems.push(stop('violation.facts', 'CASE-206', '违法事实里还有没填的空格（花括号处），请补全或删去。'));
  }
  if (item !== undefined && authority !== undefined) {
    const facts = { authority, itemCode: item.code, itemName: item.name, assignments: ground.powers.assignments() };
    problems.push(...said('violation.itemCode', checkPower(facts, today)));
  }
  if (violation.at !== null) {
    const facts = { endedOn: legalDay(violation.at), foundOn: today, serious: false };
    problems.push(...said('violation.at', checkTimeBar(facts, parameters)));
    if (violation.at > ground.clock.iso())
      problems.push(stop('violation.at', 'CASE-231', '违法时间晚于现在，请核对。'));
  }
  return problems;
}

/** A known number under another name: a slip of the pen, or the party was renamed. */
function otherName(ground: Ground, party: Party): Problem[] {
  const known = ground.subjects.recognise(numberOf(party));
  if (known === null || party.name.trim() === '' || known.name === party.name) return [];
  return [
    {
      field: 'party.name',
      code: 'SUB-220',
      sentence: `这个号码以前登记的名称是“${known.name}”，与现在填的不同；请核对号码，确已更名的可以继续，以后以现在填的为准。`,
      weight: 'warn',
    },
  ];
}

/** What the rules say of a draft, step by step; pure reading, nothing is recorded. domain.md §9 T05–T14, T27 */
export function checkDraft(ground: Ground, actor: string, content: DraftContent): DraftCheck {
  const { party, violation, penalty, notice } = content;
  const today = ground.clock.today();
  const parameters = ground.settings.parameters();
  const item = violation.itemCode === '' ? undefined : ground.powers.item(violation.itemCode);
  const violatedOn = violation.at === null ? today : legalDay(violation.at);
  const age = party.partyType === 'CITIZEN' && party.birthDate !== null ? ageOn(party.birthDate, violatedOn) : null;
  const order = orderOf(ground, content);
  const ranges = item === undefined ? [] : rangesFor(item, party.partyType, parameters.individualBusinessAsCitizen);
  // The variant that was chosen, or the usual one.
  const range = ranges.find((one) => one.label === violation.variant) ?? ranges[0];
  const limitFen = summaryLimitFen(party.partyType, parameters);

  const partyProblems = [
    ...checkParty(party, violatedOn).map((one) => ({ ...one, field: `party.${one.field}` })),
    ...otherName(ground, party),
  ];
  const young = checkAge(age);
  const violationFaults = violationProblems(ground, content, item, today);
  let wayOut: WayOut = young.ok ? 'NONE' : 'NO_PENALTY';
  const fineProblems: Problem[] = said('penalty', young);
  let discretion: DraftCheck['discretion'] = null;
  if (item !== undefined && range === undefined) {
    const who = PARTY_TYPES[party.partyType];
    violationFaults.push(
      stop('violation.itemCode', 'CASE-247', `这个事项没有对${who}的罚则，不能对其处罚；请核对当事人类型或改选事项。`),
    );
    wayOut = wayOut === 'NONE' ? 'ORDINARY_PROCEDURE' : wayOut;
  }
  if (item !== undefined && range !== undefined) {
    const trigger = checkTrigger({ trigger: range.trigger ?? item.trigger, rangeKind: range.kind, order });
    if (wayOut === 'NONE') wayOut = trigger.wayOut;
    violationFaults.push(...said('violation.itemCode', trigger.verdict));
    if (range.kind === 'FINE') {
      const fineRange: FineRange = range;
      const facts = { range: fineRange, age, limitFen };
      const tier: Tier = penalty.tier === '' ? 'LIGHT' : penalty.tier;
      discretion = discretionHint(tier, facts, parameters);
      if (young.ok && trigger.verdict.ok && discretion.tiers.every((one) => !one.allowed)) {
        wayOut = 'ORDINARY_PROCEDURE';
        violationFaults.push(
          stop(
            'violation.itemCode',
            'CASE-205',
            '本事项的罚款下限已超过当场处罚上限，需走普通程序；已填内容保留。',
            '行政处罚法第五十一条',
          ),
        );
      }
      if (penalty.kind === 'FINE') {
        fineProblems.push(...missing('penalty.tier', '裁量阶次', penalty.tier === ''));
        fineProblems.push(...said('penalty.tier', checkTier(tier, facts, parameters)));
        fineProblems.push(
          ...said('penalty.fineFen', checkAmount({ fineFen: penalty.fineFen, tier, range: fineRange }, parameters)),
        );
      }
    }
  }
  const summary = canSummary(
    {
      party: party.partyType,
      factsClear: violation.facts !== '',
      hasLegalBasis: item !== undefined,
      penalty: { kind: penalty.kind, fineFen: penalty.fineFen },
    },
    parameters,
  );
  if (!fineProblems.some((one) => one.field === 'penalty.fineFen'))
    fineProblems.push(...said('penalty.fineFen', summary));
  // domain.md §3.3 (8): an amount of one's own wants its reason.
  const own = penalty.kind === 'FINE' && discretion !== null && penalty.fineFen !== discretion.suggestedFen;
  if (own && fineProblems.length === 0 && penalty.tierReason.trim() === '')
    fineProblems.push(
      stop(
        'penalty.tierReason',
        'CASE-288',
        '罚款数额与裁量建议不同，请在“裁量情节和理由”里写明理由。',
        '地方裁量基准',
      ),
    );
  if (!summary.ok && summary.code === 'CASE-205' && wayOut === 'NONE') wayOut = 'ORDINARY_PROCEDURE';
  const collect = canCollectOnSite(
    { fineFen: penalty.fineFen, reason: penalty.collectReason, note: penalty.collectNote },
    parameters,
  );
  if (penalty.kind === 'FINE' && penalty.collectOnSite) {
    fineProblems.push(
      ...said('penalty.collectReason', collect),
      ...said('penalty.ticketNo', checkTicket(penalty.ticketNo)),
    );
    const used = ticketTrouble(ground.ledger.read, penalty.ticketNo);
    if (used !== '') fineProblems.push(stop('penalty.ticketNo', 'CASE-312', used));
  }

  const { sign } = notice;
  const noticeProblems: Problem[] = [
    ...(notice.toldOrally
      ? []
      : [
          stop(
            'notice.toldOrally',
            'CASE-207',
            '请先口头告知事实、理由、依据和陈述申辩权，并勾选“已口头告知”。',
            '行政处罚法第四十四条',
          ),
        ]),
    ...missing('notice.defence', '当事人是否陈述申辩', notice.defence === ''),
    ...(notice.defence === 'MADE'
      ? [
          ...missing('notice.defenceText', '陈述申辩内容', notice.defenceText === ''),
          ...missing('notice.defenceAnswer', '复核意见', notice.defenceAnswer === ''),
          ...missing('notice.adopted', '是否采纳', notice.adopted === ''),
        ]
      : []),
    ...(sign.refused
      ? [
          ...missing('notice.sign.refusalReason', '拒签原因', sign.refusalReason === ''),
          ...missing('notice.sign.witness', '见证人', sign.witness === ''),
        ]
      : []),
  ];

  const steps = [
    whoProblems(ground, actor, content, today),
    partyProblems,
    violationFaults,
    fineProblems,
    noticeProblems,
    [],
  ];
  return {
    steps: steps.map((problems, index) => ({
      step: index + 1,
      ready: problems.every((one) => one.weight !== 'stop'),
      problems,
    })),
    discretion,
    wayOut,
    firstViolation: firstViolationOffer(ground, content, item, today),
    openOrder:
      order === null ? null : { id: order.id, number: order.number, state: order.state, recheckOn: order.recheckOn },
    canCollectOnSite: { allowed: collect.ok, why: collect.ok ? '' : collect.sentence },
    limitFen,
    variants: ranges.map((one) => one.label),
  };
}
