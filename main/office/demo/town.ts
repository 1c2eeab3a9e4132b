import type { DraftContent } from '../../../preload/contract/cases.ts';
import { DEMO_PASSWORD } from '../../../preload/contract/people.ts';
import { addNaturalDays, legalDay, prcCalendar } from '../calendar/index.ts';
import type { Office } from '../office.ts';
import { powerItems } from '../powers/index.ts';
import { createAgenda } from './agenda.ts';
import { planCodes } from './codes-of-the-town.ts';
import { planOrders } from './orders-of-the-town.ts';
import { inventDrawing, inventParty, OFFICERS, sequence, signedBy } from './people-of-the-town.ts';

const PLACES = [
  '青溪大道 88 号门前',
  '望湖路与学士路口',
  '青溪农贸市场东门',
  '柳塘村文化礼堂旁',
  '滨河步行街 12 号',
  '镇客运站出口',
];

/** What the placeholders of the phrases stand for in the demo. */
const FILLING: Readonly<Record<string, string>> = {
  面积: '3',
  物品: '货物',
  数量: '2',
  长度: '5',
  距离: '1.5',
  车牌: '浙D·A0618',
  店名: '店铺',
};

/** How far a demo case is taken. */
type Until = 'FOUND' | 'IDENT' | 'INFORM' | 'NUMBER' | 'ISSUED' | 'RECORDED' | 'PAID' | 'CLOSED' | 'ARCHIVED';
const ORDER: readonly Until[] = [
  'FOUND',
  'IDENT',
  'INFORM',
  'NUMBER',
  'ISSUED',
  'RECORDED',
  'PAID',
  'CLOSED',
  'ARCHIVED',
];

export interface Scene {
  readonly itemCode: string;
  readonly party: 'CITIZEN' | 'SOLE_TRADER' | 'COMPANY';
  readonly fineFen: number;
  readonly tier: 'LIGHT' | 'NORMAL' | 'HEAVY';
  /** Collected on the spot or not; left out, chance decides where the law allows it. */
  readonly onSite?: boolean;
}

/** On-the-spot penalties as a town has them; fine 0 is a warning. */
const SCENES: readonly Scene[] = [
  { itemCode: 'CG006', party: 'CITIZEN', fineFen: 2000, tier: 'LIGHT' },
  { itemCode: 'CG007', party: 'CITIZEN', fineFen: 10_000, tier: 'LIGHT' },
  { itemCode: 'CG007', party: 'CITIZEN', fineFen: 20_000, tier: 'LIGHT' },
  { itemCode: 'CG022', party: 'COMPANY', fineFen: 200_000, tier: 'LIGHT' },
  { itemCode: 'CG006', party: 'CITIZEN', fineFen: 3000, tier: 'NORMAL' },
  { itemCode: 'CG016', party: 'COMPANY', fineFen: 150_000, tier: 'LIGHT' },
  { itemCode: 'CG007', party: 'SOLE_TRADER', fineFen: 15_000, tier: 'LIGHT' },
  { itemCode: 'CG006', party: 'CITIZEN', fineFen: 0, tier: 'LIGHT' },
  { itemCode: 'CG012', party: 'COMPANY', fineFen: 250_000, tier: 'LIGHT' },
];

const LITTER: Scene = { itemCode: 'CG006', party: 'CITIZEN', fineFen: 2000, tier: 'LIGHT' };
const DUMPING: Scene = { itemCode: 'CG007', party: 'CITIZEN', fineFen: 10_000, tier: 'LIGHT', onSite: false };

/** The newest cases stand in every state, the newest first; the older ones are closed, a few of them bound. */
const NEWEST: readonly { readonly until: Until; readonly scene: Scene }[] = [
  { until: 'FOUND', scene: LITTER },
  { until: 'IDENT', scene: LITTER },
  { until: 'INFORM', scene: DUMPING },
  { until: 'NUMBER', scene: DUMPING },
  { until: 'ISSUED', scene: { ...LITTER, fineFen: 0 } },
  { until: 'ISSUED', scene: { ...LITTER, onSite: true } },
  { until: 'ISSUED', scene: DUMPING },
  { until: 'RECORDED', scene: DUMPING },
  { until: 'PAID', scene: DUMPING },
];

/**
 * Makes an invented town with a year of on-the-spot cases in every state, all through the office's own services under
 * the demo clock; no table is written by hand.
 */
export async function makeDemoTown(
  office: Office,
  options: { cases: number; setClock: (at: Date) => void; onProgress: (at: { done: number; total: number }) => void },
): Promise<void> {
  const { setClock, onProgress, cases: total } = options;
  const { people, powers, settings, clock, cases } = office;
  const today = legalDay(new Date().toISOString());
  const pick = sequence(20_261_120);
  const at = (day: string, hour: number, minute = 0) =>
    setClock(new Date(`${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+08:00`));

  at(addNaturalDays(today, -366), 9);
  const officers = OFFICERS.map((one) => {
    const certified = one.certEndsInDays !== null;
    const saved = people.save('system', {
      number: one.number,
      name: one.name,
      unit: '青溪镇综合行政执法队',
      certNo: certified ? `1106${one.number}` : '',
      certIssuer: certified ? '浙江省司法厅' : '',
      certFrom: certified ? addNaturalDays(today, -900) : null,
      certTo: one.certEndsInDays === null ? null : addNaturalDays(today, one.certEndsInDays),
      areas: one.areas,
      status: 'ACTIVE',
    });
    return people.setRoles('system', saved.id, one.roles);
  });
  const admin = officers.find((one) => one.roles.includes('SYS_ADMIN'))?.id ?? 'system';
  settings.saveTown(admin, { townName: '青溪镇', county: '越州县', deskName: '窗口一' });
  const bodies = { reconsiderBody: '越州县人民政府', court: '越州县人民法院' };
  const payChannel = '越州农商银行青溪支行（户名：越州县财政局非税收入专户）或“浙里办”缴款码';
  const own = powers.saveAuthority(admin, {
    ...bodies,
    payChannel,
    name: '青溪镇人民政府',
    shortName: '青溪镇',
    mode: 'TOWN_OWN',
    legalBasis: '越政告〔2024〕3 号赋权通告',
    from: addNaturalDays(today, -700),
    to: null,
    docPrefix: '青溪',
  });
  powers.saveAuthority(admin, {
    ...bodies,
    payChannel,
    name: '越州县综合行政执法局',
    shortName: '县执法局',
    mode: 'COUNTY_DISPATCH',
    legalBasis: '县局派驻，镇街统筹指挥',
    from: addNaturalDays(today, -1500),
    to: null,
    docPrefix: '越综执',
  });
  powers.assign(
    admin,
    powerItems.map((item) => ({
      itemCode: item.code,
      authorityId: own.id,
      from: addNaturalDays(today, -700),
      // One power was taken back: it can be tried that the item is refused today (T27).
      to: item.code === 'CG019' ? addNaturalDays(today, -40) : null,
      noticeNo: '越政告〔2024〕3 号',
    })),
  );

  const acting = officers.filter((one) => one.roles.includes('OFFICER') && one.number < '330104').map((one) => one.id);
  const leader = officers.find((one) => one.roles.includes('TEAM_LEADER'))?.id ?? admin;
  const cashier = officers.find((one) => one.roles.includes('CASHIER'))?.id ?? admin;
  const archivist = officers.find((one) => one.roles.includes('ARCHIVIST'))?.id ?? admin;

  const fill = (lead: string, second: string, scene: Scene, order: number): DraftContent => {
    const party = inventParty(scene.party, order, pick);
    const place = `青溪镇${PLACES[pick(PLACES.length)]}`;
    const item = powers.item(scene.itemCode);
    const when = clock
      .now()
      .toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false, dateStyle: 'long', timeStyle: 'short' });
    const phrase = item.factPhrases[0] ?? '';
    const words: Record<string, string> = { 时间: when, 地点: place, 当事人: party.name };
    const facts = phrase.replace(/\{([^}]+)\}/g, (_, key: string) => words[key] ?? FILLING[key] ?? '若干');
    const fine = scene.fineFen > 0;
    const onSite = scene.onSite ?? (fine && scene.fineFen <= 10_000 && pick(3) === 0);
    const defends = pick(5) === 0;
    return {
      who: { officerIds: [lead, second], authorityId: own.id, certShown: true, recorderOn: true },
      party,
      violation: {
        itemCode: scene.itemCode,
        variant: '',
        at: new Date(clock.now().getTime() - 600_000).toISOString(),
        place,
        facts,
        orderId: null,
      },
      penalty: {
        kind: fine ? 'FINE' : 'WARNING',
        fineFen: scene.fineFen,
        tier: fine ? scene.tier : '',
        tierReason: fine ? '主动配合，及时改正' : '',
        collectOnSite: onSite,
        collectReason: onSite ? 'SMALL' : '',
        collectNote: '',
        ticketNo: onSite ? `ZJ26${String(100_000 + order)}` : '',
      },
      notice: {
        toldOrally: true,
        defence: defends ? 'MADE' : 'NONE',
        defenceText: defends ? '当事人称是第一次，已经当场收拾干净，希望从轻处理。' : '',
        defenceAnswer: defends ? '经复核，已在从轻幅度内考虑当事人及时改正的情节。' : '',
        adopted: defends ? 'PARTLY' : '',
        sign: signedBy(party.name),
      },
    };
  };

  const agenda = createAgenda(setClock);
  /** One case, step by step; each step is put on the agenda for its own day, so that the journal runs in time. */
  const planCase = (day: string, scene: Scene, order: number, until: Until) => {
    const reaches = (step: Until) => ORDER.indexOf(until) >= ORDER.indexOf(step);
    const on = (from: string, days: number) => {
      const wanted = addNaturalDays(from, days);
      return wanted < today ? wanted : addNaturalDays(today, -1);
    };
    agenda.add(day, 8 + pick(8), pick(60), async () => {
      const [lead = '', second = ''] = pick(2) === 0 ? [acting[0], acting[1]] : [acting[1], acting[2]];
      const content = fill(lead, second, scene, order);
      const draft = cases.drafts.create(lead, content);
      if (until === 'FOUND') {
        cases.drafts.put({ ...draft, content: { ...content, who: { ...content.who, certShown: false } } });
      }
      const { caseId } = cases.steps.begin(lead, draft.id);
      if (caseId === null || !reaches('INFORM')) return;
      await cases.steps.inform(lead, draft.id);
      if (!reaches('NUMBER')) return;
      await cases.steps.number(lead, draft.id);
      if (!reaches('ISSUED')) return;
      const documentId = cases.page(caseId).documents.find((one) => one.paper === 'D36')?.id ?? '';
      for (const [role, id] of [
        ['OFFICER_1', lead],
        ['OFFICER_2', second],
      ] as const) {
        await cases.steps.signOfficer(lead, { documentId, role, drawing: inventDrawing(people.nameOf(id)) });
      }
      if (order % 11 === 5) {
        const why = { reason: '当事人对罚款数额有异议', witness: '青溪社区 王文书' };
        office.signing.refuseSign(lead, { documentId, ...why });
      } else {
        const drawing = inventDrawing(content.party.name);
        await office.signing.sign(lead, { documentId, role: 'PARTY', drawing, idMasked: '' });
      }
      await cases.steps.deliver(lead, caseId);
      if (!reaches('RECORDED')) return;
      const recorded = on(day, 1);
      agenda.add(recorded, 16, pick(60), () => cases.after.record(lead, caseId));
      if (!reaches('PAID')) return;
      // Every ninth party pays late, with surcharge.
      const paid = on(day, content.penalty.collectOnSite ? 1 : order % 9 === 4 ? 22 : 3 + pick(9));
      agenda.add(paid, 17, pick(30), async () => {
        if (content.penalty.collectOnSite) {
          cases.after.handOver(lead, { caseId, step: 'AUTHORITY', on: clock.today() });
          cases.after.handOver(cashier, { caseId, step: 'BANK', on: clock.today() });
        } else if (content.penalty.kind === 'FINE') {
          const { dueFen } = cases.page(caseId);
          const channel = pick(2) === 0 ? ('BANK' as const) : ('ELECTRONIC' as const);
          const ticketNo = `YH26${String(200_000 + order)}`;
          cases.after.pay(cashier, { caseId, ticketNo, amountFen: dueFen, paidOn: clock.today(), channel });
        }
        if (!reaches('CLOSED')) return;
        await cases.after.close(leader, caseId);
        if (reaches('ARCHIVED')) await cases.bind(archivist, caseId);
      });
    });
  };

  for (let order = 0; order < total; order += 1) {
    const fromEnd = total - 1 - order;
    const standing = NEWEST[fromEnd];
    const older = 24 + Math.round(((fromEnd - NEWEST.length) * 335) / Math.max(1, total - NEWEST.length));
    const day = prcCalendar.rollBack(addNaturalDays(today, -1 - (standing ? fromEnd : older)));
    const scene = standing?.scene ?? (SCENES[order % SCENES.length] as Scene);
    planCase(day, scene, order, standing?.until ?? (order % 6 === 0 ? 'ARCHIVED' : 'CLOSED'));
  }
  planOrders(office, agenda, { today, lead: acting[0] ?? admin, second: acting[1] ?? admin, fill });
  const intake = officers.find((one) => one.roles.includes('INTAKE'))?.id ?? admin;
  planCodes(office, agenda, { today, lead: acting[0] ?? admin, second: acting[1] ?? admin, intake });
  // The passwords come last.
  await agenda.run((done, of) => onProgress({ done, total: of + 1 }));
  at(today, 8, 30);
  for (const one of officers) await people.setPassword(one.id, { officerId: one.id, next: DEMO_PASSWORD });
}
