import { addNaturalDays } from '../../main/office/calendar/index.ts';
import { powerItems } from '../../main/office/powers/index.ts';
import type { Role } from '../../preload/contract/people.ts';
import { openOfficeInTest } from '../office-in-test.ts';

export const PASSWORD = 'Shiyan@2026';
export const PASSPHRASE = '青溪镇账本口令-2026';
const AUTHORITY = '青溪镇人民政府';

/** Number, name, roles, days until the certificate ends. */
const STAFF: readonly [string, string, Role[], number | null][] = [
  ['330101', '周立诚', ['OFFICER'], 900],
  ['330102', '沈念慈', ['OFFICER'], 640],
  ['330104', '陆远舟', ['OFFICER'], -12],
  ['330105', '韩知秋', ['TEAM_LEADER'], null],
  ['330108', '苏静怡', ['INTAKE'], null],
];

/**
 * A real office in `dir`, set up as its first administrator would: authority, power list, staff with passwords,
 * devices, and (where a county is given) enrolled. Everything by the office's own services; the ledger is closed again.
 */
export async function setUpTown(
  dir: string,
  on: {
    readonly devices: { idCard: string; receiptPrinter: string; volumes: string[] };
    readonly county?: { url: string; code: string };
  },
): Promise<{ recoveryCode: string }> {
  const inTest = await openOfficeInTest({ demo: false, dir });
  try {
    const { recoveryCode } = await inTest.host.setUp({
      townName: '青溪镇',
      authorityName: AUTHORITY,
      docPrefix: '青溪',
      county: '越州县',
      reconsiderBody: '越州县人民政府',
      court: '越州县人民法院',
      payChannel: '越州农商银行青溪支行',
      deskName: '窗口一',
      admin: { name: '林系安', number: '330191', password: PASSWORD },
      passphrase: PASSPHRASE,
    });
    const { people, powers, devices, clock, sync } = inTest.host.require();
    for (const [number, name, roles, days] of STAFF) {
      const saved = people.save('system', {
        number,
        name,
        unit: '青溪镇综合行政执法队',
        certNo: days === null ? '' : `1106${number}`,
        certIssuer: days === null ? '' : '浙江省司法厅',
        certFrom: days === null ? null : addNaturalDays(clock.today(), -900),
        certTo: days === null ? null : addNaturalDays(clock.today(), days),
        areas: ['市容环境'],
        status: 'ACTIVE',
      });
      people.setRoles('system', saved.id, roles);
      await people.setPassword('system', { officerId: saved.id, next: PASSWORD });
    }
    // One power was taken back yesterday: the item is refused today (T27).
    const own = powers.authorities()[0];
    const lapsed = powerItems.find((item) => item.code === 'CG022');
    if (own !== undefined && lapsed !== undefined) {
      powers.assign('system', [
        {
          itemCode: lapsed.code,
          authorityId: own.id,
          from: clock.today(),
          to: addNaturalDays(clock.today(), -1),
          noticeNo: '收回通告',
        },
      ]);
    }
    await devices.configure({ ...on.devices, receiptWidth: '58', signaturePad: '', receiptProfile: 'standard' });
    if (on.county !== undefined) {
      await sync.enrol(on.county);
      await sync.now();
    }
    return { recoveryCode };
  } finally {
    await inTest.close();
  }
}
