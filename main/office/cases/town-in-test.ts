import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Draft, type DraftContent, draftContent, type SignedOrRefused } from '../../../preload/contract/cases.ts';
import type { Role } from '../../../preload/contract/people.ts';
import { type Party, party } from '../../../preload/contract/subjects.ts';
import type { Drawing } from '../../../preload/contract/values.ts';
import { type OfficeClient, type OfficeInTest, openOfficeInTest } from '../../../test/office-in-test.ts';
import { openPaperRenderer } from '../../../test/paper-renderer.ts';
import type { RenderPdf } from '../documents/render-pdf.ts';
import type { Office } from '../office.ts';

export const PASSWORD = 'Shiyan@2026';
export const PASSPHRASE = '青溪镇账本口令-2026';

/** Number, name, roles, last day of the certificate. */
const STAFF = {
  lead: ['330101', '周立诚', ['OFFICER'], '2029-12-31'],
  second: ['330102', '沈念慈', ['OFFICER'], '2029-12-31'],
  third: ['330103', '何守信', ['OFFICER'], '2029-12-31'],
  expired: ['330104', '陆远舟', ['OFFICER'], '2026-02-01'],
  aux: ['330112', '杜小禾', ['AUX'], null],
  leader: ['330105', '韩知秋', ['TEAM_LEADER'], null],
  actingLeader: ['330106', '方正清', ['OFFICER', 'TEAM_LEADER'], '2029-12-31'],
  cashier: ['330109', '汤予安', ['CASHIER'], null],
  archivist: ['330110', '葛存真', ['ARCHIVIST'], null],
  intake: ['330108', '苏静怡', ['INTAKE'], null],
} as const satisfies Record<string, readonly [string, string, readonly Role[], string | null]>;
export type Person = keyof typeof STAFF;

/** A real office of an invented town, with a PC clock that the test sets. */
export interface Town {
  readonly dir: string;
  readonly recoveryCode: string;
  readonly staff: Readonly<Record<Person, string>>;
  readonly authorityId: string;
  readonly render: RenderPdf;
  office(): Office;
  host(): OfficeInTest['host'];
  /** Moves the PC's clock to a legal day. */
  on(day: string, time?: string): void;
  /** A window at which this person sits. */
  sit(who: Person): OfficeClient;
  /** A window at which the system administrator sits. */
  sitAdmin(): OfficeClient;
  numberOf(who: Person): string;
  /** Closes the office as a crash or a quitting would leave it and opens it again on the same folder. */
  reopen(render?: RenderPdf): Promise<void>;
  close(): Promise<void>;
}

/** Without papers it is quickly there, and no paper can be made. */
export async function openTown({ papersToo = true, disk = tmpdir() } = {}): Promise<Town> {
  const dir = mkdtempSync(join(disk, 'town-'));
  const none = { render: () => Promise.reject(new Error('no papers in this test')), close: async () => {} };
  const papers = papersToo ? await openPaperRenderer() : none;
  let shift = 0;
  const on = (day: string, time = '10:00') => {
    shift = Date.parse(`${day}T${time}:00+08:00`) - Date.now();
  };
  const pcClock = () => Date.now() + shift;
  on('2026-01-05');
  let inTest = await openOfficeInTest({ demo: false, dir, pcClock, render: papers.render });
  const { recoveryCode } = await inTest.host.setUp({
    ...{ townName: '青溪镇', authorityName: '青溪镇人民政府', docPrefix: '青溪', county: '越州县', deskName: '窗口一' },
    ...{ reconsiderBody: '越州县人民政府', court: '越州县人民法院', payChannel: '越州农商银行青溪支行' },
    admin: { name: '林系安', number: '330191', password: PASSWORD },
    passphrase: PASSPHRASE,
  });
  const office = () => inTest.host.require();
  const ids = await Promise.all(
    Object.entries(STAFF).map(async ([key, [number, name, roles, certTo]]) => {
      const { people } = office();
      const cert = { certNo: certTo === null ? '' : `1106${number}`, certIssuer: '浙江省司法厅', certTo };
      const certFrom = certTo === null ? null : '2020-01-01';
      const saved = people.save('system', {
        ...{ ...cert, number, name, certFrom, unit: '执法队', areas: [], status: 'ACTIVE' },
      });
      people.setRoles('system', saved.id, roles);
      await people.setPassword('system', { officerId: saved.id, next: PASSWORD });
      return [key, saved.id] as const;
    }),
  );
  const staff = Object.fromEntries(ids) as Record<Person, string>;
  return {
    ...{ dir, recoveryCode, staff, render: papers.render, office, on },
    authorityId: office().powers.authorities()[0]?.id ?? '',
    host: () => inTest.host,
    sit(who) {
      office().sessions.open(`window-${who}`, staff[who]);
      return inTest.window(`window-${who}`);
    },
    sitAdmin() {
      const admin = office()
        .people.list()
        .find((one) => one.roles.includes('SYS_ADMIN'));
      office().sessions.open('window-admin', admin?.id ?? '');
      return inTest.window('window-admin');
    },
    numberOf: (who) => STAFF[who][0],
    async reopen(render = papers.render) {
      await inTest.close();
      inTest = await openOfficeInTest({ demo: false, dir, pcClock, render });
      await inTest.host.unlock({ passphrase: PASSPHRASE });
    },
    async close() {
      await inTest.close();
      await papers.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A stroke a letter; the shape depends on the name. */
export function inventDrawing(name: string): Drawing {
  const letters = [...(name || '某')].map((letter) => letter.codePointAt(0) ?? 0);
  const strokes = letters.map((code, i) =>
    Array.from({ length: 12 }, (_, k) => ({
      ...{ x: 60 + i * 90 + ((code * (k + 3)) % 70), y: 40 + ((code + k * 37) % 120), p: 0.5, t: i * 200 + k * 9 },
    })),
  );
  const canvas = { width: 1200, height: 220 };
  return { canvas, strokes: strokes.slice(0, 12), pressureMeasured: false, device: 'screen-mouse', lostSamples: 0 };
}

export const signed = (name: string): SignedOrRefused => ({
  ...{ drawing: inventDrawing(name), refused: false, refusalReason: '', witness: '' },
});
export const refusedToSign: SignedOrRefused = {
  ...{ drawing: null, refused: true, refusalReason: '对处罚有异议', witness: '青溪社区 王文书' },
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
let people = 0;
/** A citizen whom the office has not met yet. */
export function citizen(of: Partial<Party> & { birth?: string } = {}): Party {
  const { birth = '1985-03-14', ...rest } = of;
  people += 1;
  const body = `330699${birth.replaceAll('-', '')}${String(people).padStart(2, '0')}1`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i] ?? 0), 0);
  const known = {
    name: `吴小满${people}`,
    gender: '男',
    birthDate: birth,
    idNo: body + '10X98765432'[sum % 11],
  } as const;
  return party.parse({
    ...{ ...known, partyType: 'CITIZEN', phone: '13912345678', address: '越州县青溪镇柳塘村 8 号' },
    ...rest,
  });
}

const LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
export function company(of: Partial<Party> = {}): Party {
  people += 1;
  const kind = of.partyType === 'SOLE_TRADER' ? '92' : '91';
  const body = `${kind}330699MA2${String(people).padStart(6, '0')}`;
  let weight = 1;
  const sum = [...body].reduce((total, letter) => {
    const next = total + LETTERS.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
    return next;
  }, 0);
  return party.parse({
    ...{ partyType: 'COMPANY', name: `越州县柳塘${people}商贸有限公司`, uscc: body + LETTERS[(31 - (sum % 31)) % 31] },
    ...{ legalRep: '钱立新', phone: '057512345678', address: '越州县青溪镇柳塘村 9 号' },
    ...of,
  });
}

type Parts = { [K in keyof DraftContent]?: Partial<DraftContent[K]> };

/** A form filled in well: CG007, 100 yuan, two officers, signed; parts of it changed. */
export function filled(town: Town, parts: Parts = {}): DraftContent {
  const given = (parts.party ?? citizen()) as Party;
  const at = new Date(town.office().clock.now().getTime() - 600_000).toISOString();
  return draftContent.parse({
    who: {
      ...{ officerIds: [town.staff.lead, town.staff.second], authorityId: town.authorityId },
      ...{ certShown: true, recorderOn: true, ...parts.who },
    },
    party: given,
    violation: {
      ...{ itemCode: 'CG007', at, place: '青溪镇农贸市场东门', facts: '当事人在市场东门外倾倒生活污水约两桶。' },
      ...parts.violation,
    },
    penalty: { kind: 'FINE', fineFen: 10_000, tier: 'LIGHT', tierReason: '初次违法，主动改正', ...parts.penalty },
    notice: { toldOrally: true, defence: 'NONE', sign: signed(given.name), ...parts.notice },
  });
}

/** Steps of the job through the services, each from where the one before it left off. */
export function begun(town: Town, content: DraftContent, who: Person = 'lead'): Draft & { caseId: string } {
  const { drafts, steps } = town.office().cases;
  const draft = steps.begin(town.staff[who], drafts.create(town.staff[who], content).id);
  if (draft.caseId === null) throw new Error('the case did not begin');
  return { ...draft, caseId: draft.caseId };
}

export async function numbered(town: Town, content: DraftContent): Promise<string> {
  const draft = begun(town, content);
  await town.office().cases.steps.inform(town.staff.lead, draft.id);
  return town.office().cases.steps.number(town.staff.lead, draft.id);
}

export const decisionOf = (town: Town, caseId: string): string =>
  town
    .office()
    .cases.page(caseId)
    .documents.find((one) => one.paper === 'D36' && one.state !== 'VOIDED')?.id ?? '';

export async function signedByOfficers(town: Town, caseId: string): Promise<void> {
  const { cases, people: officers } = town.office();
  const record = cases.page(caseId).officersFull;
  for (const [i, role] of (['OFFICER_1', 'OFFICER_2'] as const).entries()) {
    const officer = officers.byId(record[i]?.id ?? '');
    await cases.steps.signOfficer(town.staff.lead, {
      ...{ documentId: decisionOf(town, caseId), role, drawing: inventDrawing(officer.name) },
      credentials: { number: officer.number, password: PASSWORD },
    });
  }
}

export async function readyToDeliver(town: Town, content: DraftContent): Promise<string> {
  const caseId = await numbered(town, content);
  await signedByOfficers(town, caseId);
  const documentId = decisionOf(town, caseId);
  const drawing = inventDrawing(content.party.name);
  await town.office().signing.sign(town.staff.lead, { documentId, role: 'PARTY', drawing, idMasked: '' });
  return caseId;
}

export async function delivered(town: Town, content: DraftContent): Promise<string> {
  const caseId = await readyToDeliver(town, content);
  await town.office().cases.steps.deliver(town.staff.lead, caseId);
  return caseId;
}

/** The code with which something is refused, at once or later. */
export async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'OK';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}
