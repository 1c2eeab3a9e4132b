import type { DraftContent } from '../../../preload/contract/cases.ts';
import type { Authority } from '../../../preload/contract/powers.ts';
import type { LegalDay } from '../calendar/index.ts';
import { KINDS, type Signer } from '../documents/index.ts';
import { sentence } from '../documents/papers/words.ts';
import type { PowerItem } from '../powers/index.ts';
import type { CaseRecord } from './tables.ts';

type NamedOfficer = CaseRecord['officers'][number];

/** What every paper of a case is made from. */
export interface PaperGround {
  readonly demo: boolean;
  readonly authority: Authority;
  readonly item: PowerItem;
  readonly officers: readonly NamedOfficer[];
  readonly content: DraftContent;
  readonly discretionWords: string;
  readonly today: LegalDay;
  readonly now: string;
}

const refs = (item: PowerItem, roles: readonly string[]) =>
  item.statutes.filter((one) => roles.includes(one.role)).map(({ law, article }) => ({ law, article }));
const violated = (item: PowerItem) => refs(item, ['VIOLATED', 'BOTH']);
const basis = (item: PowerItem) => refs(item, ['PENALTY', 'BOTH']);

function common(ground: PaperGround, docNo: string) {
  const { name, reconsiderBody, court } = ground.authority;
  return {
    marks: { demo: ground.demo, simulated: ground.content.party.simulated },
    authority: { name, reconsiderBody, court },
    docNo,
  };
}

const officersOf = (ground: PaperGround) => ground.officers.map(({ name, certNo }) => ({ name, certNo }));

/** Both officers and the party; officers sign under their own credentials. */
export function allSign(ground: Pick<PaperGround, 'officers' | 'content'>): Signer[] {
  const [first, second] = ground.officers;
  const officer = (role: 'OFFICER_1' | 'OFFICER_2', one: NamedOfficer | undefined): Signer[] =>
    one === undefined ? [] : [{ role, name: one.name, officerId: one.id }];
  return [
    ...officer('OFFICER_1', first),
    ...officer('OFFICER_2', second),
    { role: 'PARTY', name: ground.content.party.name, officerId: null },
  ];
}

/** D30: told, heard, answered. 处罚法 44, 45 */
export function statementPaper(ground: PaperGround) {
  const { violation, penalty, notice, party } = ground.content;
  return {
    kind: KINDS.D30,
    facts: (docNo: string) => ({
      ...common(ground, docNo),
      party,
      officers: officersOf(ground),
      at: ground.now,
      place: violation.place,
      cause: ground.item.cause,
      violation: violation.facts,
      violated: violated(ground.item),
      basis: basis(ground.item),
      proposedFineFen: penalty.kind === 'FINE' ? penalty.fineFen : null,
      defence: notice.defence === 'MADE' ? ('MADE' as const) : ('NONE' as const),
      defenceText: notice.defenceText,
      defenceAnswer: notice.defenceAnswer,
      adopted: notice.adopted,
      on: ground.today,
    }),
  };
}

/** D36: the decision. 处罚法 52 */
export function decisionPaper(ground: PaperGround, payDue: LegalDay) {
  const { violation, penalty, notice, party } = ground.content;
  const payment = penalty.collectOnSite
    ? {
        way: 'ON_SITE' as const,
        reason: penalty.collectReason === '' ? ('SMALL' as const) : penalty.collectReason,
        note: penalty.collectNote,
        ticketNo: penalty.ticketNo,
      }
    : { way: 'WITHIN_15_DAYS' as const, channel: ground.authority.payChannel, dueOn: payDue };
  return {
    kind: KINDS.D36,
    facts: (docNo: string) => ({
      ...common(ground, docNo),
      party,
      officers: officersOf(ground),
      at: violation.at ?? ground.now,
      place: violation.place,
      facts: violation.facts,
      evidence: '现场执法记录、当事人陈述',
      violated: violated(ground.item),
      basis: basis(ground.item),
      discretion: [ground.discretionWords, penalty.kind === 'FINE' ? penalty.tierReason : '']
        .filter((words) => words !== '')
        .map(sentence)
        .join(''),
      penalty:
        penalty.kind === 'FINE'
          ? { kind: 'FINE' as const, fineFen: penalty.fineFen, payment }
          : { kind: 'WARNING' as const },
      defence: { made: notice.defence === 'MADE', text: notice.defenceText, answer: notice.defenceAnswer },
      decidedOn: ground.today,
    }),
  };
}

/** D20 with its re-inspection. 处罚法 28 */
export function correctionPaper(
  ground: PaperGround,
  order: { requirement: string; correctBefore: LegalDay; recheckOn: LegalDay },
) {
  const { violation, party } = ground.content;
  return {
    kind: KINDS.D20,
    facts: (docNo: string) => ({
      ...common(ground, docNo),
      ...order,
      party,
      officers: officersOf(ground),
      at: violation.at ?? ground.now,
      place: violation.place,
      violation: violation.facts,
      violated: violated(ground.item),
      basis: basis(ground.item),
      immediate: order.correctBefore === ground.today,
      consequence: '逾期不改正或者拒不改正的，本机关将依法作出行政处罚',
      issuedOn: ground.today,
    }),
  };
}

/** D22. */
export function reinspectionPaper(
  ground: PaperGround,
  order: {
    number: string;
    issuedOn: LegalDay;
    correctBefore: LegalDay;
    requirement: string;
    place: string;
    partyName: string;
  },
  found: { result: 'CORRECTED' | 'PARTLY' | 'NOT_CORRECTED' | 'REFUSED'; note: string; partyPresent: boolean },
) {
  return {
    kind: KINDS.D22,
    facts: (docNo: string) => ({
      ...common(ground, docNo),
      orderNo: order.number,
      orderedOn: order.issuedOn,
      correctBefore: order.correctBefore,
      requirement: order.requirement,
      partyName: order.partyName,
      partyPresent: found.partyPresent,
      place: order.place,
      at: ground.now,
      result: found.result,
      findings: found.note,
      photos: [],
      officers: officersOf(ground),
      on: ground.today,
    }),
  };
}

/** D38 温馨提示单. 处罚法 33 */
export function exemptionPaper(
  ground: PaperGround,
  given: { correctBefore: LegalDay; recheckOn: LegalDay; lookBackYears: number },
) {
  const { violation, party } = ground.content;
  return {
    kind: KINDS.D38,
    facts: (docNo: string) => ({
      ...common(ground, docNo),
      ...given,
      party,
      officers: officersOf(ground),
      at: violation.at ?? ground.now,
      place: violation.place,
      behaviour: violation.facts,
      violated: violated(ground.item),
      issuedOn: ground.today,
    }),
  };
}

/** 备案表 (处罚法 52 末款). */
export function filingPaper(ground: PaperGround, row: CaseRecord, filedBy: string) {
  const { violation, notice } = ground.content;
  return {
    kind: KINDS.BA,
    facts: (docNo: string) => ({
      ...common(ground, docNo),
      decisionNo: row.number,
      decidedOn: row.decidedOn ?? ground.today,
      partyName: row.partyName,
      cause: row.cause,
      at: violation.at ?? row.foundAt,
      place: row.place,
      facts: violation.facts,
      basis: basis(ground.item),
      fineFen: row.kind === 'FINE' ? row.fineFen : null,
      payment: row.payDue === null ? (row.settledOn === null ? '' : '已当场收缴') : `缴款期限 ${row.payDue}`,
      defence: notice.defence === 'MADE' ? `当事人陈述申辩：${notice.defenceText}` : '当事人不陈述、申辩',
      officers: officersOf(ground),
      filedOn: ground.today,
      filedBy,
    }),
  };
}

const CHANNELS = { ONSITE: 'ON_SITE', BANK: 'BANK', ELECTRONIC: 'ELECTRONIC' } as const;

/** D46 罚没票据登记. */
export function ticketPaper(ground: PaperGround, row: CaseRecord, cashier: string) {
  return {
    kind: KINDS.D46,
    facts: (docNo: string) => ({
      ...common(ground, docNo),
      decisionNo: row.number,
      partyName: row.partyName,
      fineFen: row.fineFen,
      dueOn: row.payDue,
      rows: row.payments.map(({ channel, amountFen, surchargeFen, ticketNo, paidOn }) => ({
        ticketNo,
        paidOn,
        surchargeFen,
        amountFen: amountFen - surchargeFen,
        channel: CHANNELS[channel as keyof typeof CHANNELS] ?? ('BANK' as const),
      })),
      handedToAuthorityOn: row.handedAuthorityOn,
      handedToBankOn: row.handedBankOn,
      cashier,
      note: '',
    }),
  };
}
