import type { DraftContent } from '../../../preload/contract/cases.ts';
import { addNaturalDays, prcCalendar } from '../calendar/index.ts';
import type { Office } from '../office.ts';
import type { Agenda } from './agenda.ts';
import { signedBy } from './people-of-the-town.ts';
import type { Scene } from './town.ts';

/** A correction order that waits, one that was ignored (the fine is open), and a first-violation notice. */
export function planOrders(
  office: Office,
  agenda: Agenda,
  on: {
    today: string;
    lead: string;
    second: string;
    fill: (lead: string, second: string, scene: Scene, order: number) => DraftContent;
  },
): void {
  const { cases, clock, powers } = office;
  const { today, lead, second, fill } = on;
  const begin = (scene: Scene, order: number) => {
    const content = fill(lead, second, scene, order);
    const draft = cases.drafts.create(lead, content);
    cases.steps.begin(lead, draft.id);
    return { draftId: draft.id, name: content.party.name };
  };
  const issue = (itemCode: string, n: number) => {
    const { draftId, name } = begin({ itemCode, party: 'SOLE_TRADER', fineFen: 10_000, tier: 'LIGHT' }, n);
    const until = addNaturalDays(clock.today(), 3);
    const requirement = powers.item(itemCode).correction;
    return cases.orders.issue(lead, {
      draftId,
      requirement,
      correctBefore: until,
      recheckOn: until,
      sign: signedBy(name),
    });
  };
  const workday = (daysAgo: number) => prcCalendar.rollBack(addNaturalDays(today, -daysAgo));
  agenda.add(workday(12), 10, 0, async () => {
    const { id, partyName } = await issue('CG002', 9001);
    agenda.add(addNaturalDays(clock.today(), 4), 14, 0, async () => {
      const note = '复查时当事人仍在门窗外摆放货架经营，未按通知要求收回。';
      const sign = signedBy(partyName);
      await cases.orders.reinspect(lead, {
        orderId: id,
        result: 'NOT_CORRECTED',
        note,
        officerIds: [lead, second],
        sign,
      });
    });
  });
  agenda.add(workday(6), 9, 0, async () => {
    const { draftId, name } = begin({ itemCode: 'CG006', party: 'CITIZEN', fineFen: 2000, tier: 'LIGHT' }, 9003);
    const correctBefore = clock.today();
    await cases.orders.exempt(lead, { draftId, correctBefore, corrected: true, harmless: true, sign: signedBy(name) });
  });
  agenda.add(workday(2), 11, 0, async () => void (await issue('CG004', 9002)));
}
