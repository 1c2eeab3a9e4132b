import QRCode from 'qrcode';
import { v7 as uuid } from 'uuid';
import type { ProofKind } from '../../../preload/contract/inspections.ts';
import { addNaturalDays, prcCalendar } from '../calendar/index.ts';
import type { Office } from '../office.ts';
import type { Agenda } from './agenda.ts';
import { inventParty, sequence } from './people-of-the-town.ts';

/** How far a demo code is taken. */
type Until = 'SHOWN' | 'SCANNED' | 'EVALUATED' | 'ORAL' | 'ORAL_PICTURE';

const SCENES: readonly { daysAgo: number; matter: string; until: Until; patrol?: boolean }[] = [
  { daysAgo: 21, matter: '餐饮油烟排放', until: 'EVALUATED' },
  { daysAgo: 16, matter: '户外广告设施', until: 'SCANNED' },
  { daysAgo: 12, matter: '建筑垃圾运输车辆密闭', until: 'EVALUATED' },
  { daysAgo: 9, matter: '门前三包', until: 'ORAL_PICTURE' },
  { daysAgo: 8, matter: '燃气使用安全', until: 'SHOWN' },
  { daysAgo: 6, matter: '生活垃圾分类投放', until: 'ORAL' },
  { daysAgo: 5, matter: '夜间施工噪声', until: 'SHOWN', patrol: true },
  { daysAgo: 1, matter: '餐饮油烟排放', until: 'ORAL' },
];

/**
 * A handful of registered 行政行为码. The texts are examples under a name that leads nowhere (`example.invalid`, RFC
 * 2606) and say so: real ones are made by the province's platform alone. domain.md §0 no. 20
 */
export function planCodes(
  office: Office,
  agenda: Agenda,
  on: { today: string; lead: string; second: string; intake: string },
): void {
  const { inspections, clock } = office;
  const { today, lead, second, intake } = on;
  const pick = sequence(20_261_121);
  const register = (n: number, matter: string, checkOn: string, patrol: boolean) => {
    const party = inventParty(n % 3 === 1 ? 'SOLE_TRADER' : 'COMPANY', 8000 + n, pick);
    return inspections.register(intake, {
      text: `https://example.invalid/yanshi-xingzheng-xingwei-ma?id=YANSHI-${String(n).padStart(4, '0')}`,
      partyName: party.name,
      uscc: party.uscc,
      kind: patrol ? 'PATROL' : 'ENTERPRISE',
      matter,
      place: party.address,
      officerIds: [lead, second],
      issuedOn: clock.today(),
      checkOn,
      simulated: true,
    }).codeId;
  };
  const keep = async (codeId: string, kind: ProofKind) => {
    const picture = (await QRCode.toBuffer(`${kind} ${codeId}`, { scale: 8 })).toString('base64');
    await inspections.keepProof(lead, { codeId, proofId: uuid(), kind, picture });
  };
  SCENES.forEach(({ daysAgo, matter, until, patrol = false }, n) => {
    // Yesterday's, also on a Sunday: its picture is still owed when the demo begins.
    const before = addNaturalDays(today, -daysAgo);
    const day = daysAgo === 1 ? before : prcCalendar.rollBack(before);
    agenda.add(day, 9, n, () => {
      const codeId = register(n + 1, matter, day, patrol);
      agenda.add(day, 15, n, () => {
        const how = until === 'ORAL' || until === 'ORAL_PICTURE' ? 'ORAL' : 'CODE';
        inspections.shown(lead, { codeId, how, at: clock.iso(), reason: '' });
      });
      if (until === 'ORAL_PICTURE') agenda.add(day, 17, n, () => keep(codeId, 'CODE_PICTURE'));
      if (until === 'SCANNED' || until === 'EVALUATED') agenda.add(day, 16, n, () => keep(codeId, 'SCAN'));
      if (until === 'EVALUATED')
        agenda.add(day, 17, n, () =>
          inspections.evaluated(lead, {
            ...{ codeId, score: 5, comment: '检查前出示了码，说得清楚。', anonymous: n === 0, reason: '' },
          }),
        );
    });
  });
  // For the check of this morning.
  const eve = addNaturalDays(today, -1);
  agenda.add(eve, 17, 30, () => void register(SCENES.length + 1, '门前三包', today, false));
}
