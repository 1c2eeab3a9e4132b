import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isContractProcedure } from '@orpc/contract';
import { contract } from '../../../preload/contract/index.ts';
import { ROLES, type Role } from '../../../preload/contract/people.ts';
import { type OfficeClient, type OfficeInTest, openOfficeInTest } from '../../../test/office-in-test.ts';
import { GIVEN } from '../given-in-test.ts';
import { PERMISSIONS } from './permissions.ts';

/**
 * Who may ask what (domain.md §1.2; T24): one letter a role. `*` = anybody, `+` = anybody signed in.
 * O 执法人员 X 辅助 T 队长 L 法制 H 负责人 C 票据 A 档案 I 内勤 S 监督, 1 系统 2 安全 3 审计管理员.
 */
const LETTERS: Readonly<Record<string, Role>> = {
  O: 'OFFICER',
  X: 'AUX',
  T: 'TEAM_LEADER',
  L: 'LEGAL_REVIEWER',
  H: 'HEAD',
  C: 'CASHIER',
  A: 'ARCHIVIST',
  I: 'INTAKE',
  S: 'SUPERVISOR',
  1: 'SYS_ADMIN',
  2: 'SEC_ADMIN',
  3: 'AUDIT_ADMIN',
};
const READ = 'OTLHCAIS';
const DESK = 'OTICHA';
const TABLE: Readonly<Record<string, string>> = {
  'office.state': '*',
  'office.setUp': '*',
  'office.unlock': '*',
  'office.events': '*',
  'office.scans': '*',
  'office.focused': '*',
  'people.demoOfficers': '*',
  'people.me': '*',
  'people.signIn': '*',
  'people.signInAs': '*',
  'people.signOut': '+',
  'people.touched': '+',
  'people.lock': '+',
  'people.unlock': '+',
  'people.list': '+',
  'people.setPassword': '+',
  'people.selectable': READ,
  'people.save': '1',
  'people.setRoles': '12',
  'people.accessLog': '3',
  'people.adminActions': '3',
  'subjects.recognise': READ,
  'subjects.list': READ,
  'subjects.page': READ,
  'subjects.reveal': 'OTLHI',
  'powers.find': READ,
  'powers.item': READ,
  'powers.authorities': READ,
  'drafts.mine': 'O',
  'drafts.open': 'O',
  'drafts.save': 'O',
  'drafts.discard': 'O',
  'drafts.check': 'O',
  'drafts.begin': 'O',
  'drafts.inform': 'O',
  'drafts.number': 'O',
  'drafts.orderCorrection': 'O',
  'drafts.recheckDay': 'O',
  'drafts.exempt': 'O',
  'cases.list': READ,
  'cases.page': READ,
  'cases.exported': READ,
  'cases.find': READ,
  'cases.scanned': READ,
  'cases.deliver': 'O',
  'cases.voidDecision': 'TH',
  'cases.record': 'OTI',
  'cases.pay': 'CI',
  'cases.handOver': 'OC',
  'cases.close': 'TH',
  'cases.bindFile': 'THLA',
  'cases.orders': READ,
  'cases.reinspect': 'O',
  'cases.numberReport': 'THLAS',
  'documents.get': READ,
  'documents.ticket': READ,
  'documents.sign': 'O',
  'documents.refuseSign': 'O',
  'documents.verify': READ,
  'documents.exportSignature': 'TLH',
  'documents.printers': READ,
  'documents.print': DESK,
  'evidence.volumes': READ,
  'evidence.inspectFolder': 'OTI',
  'evidence.bindDevice': 'OT',
  'evidence.offload': 'OTI',
  'evidence.cancelOffload': 'OTI',
  'evidence.offloads': READ,
  'evidence.clips': READ,
  'evidence.offered': READ,
  'evidence.attach': 'OT',
  'evidence.detach': 'OT',
  'evidence.ticket': READ,
  'evidence.beside': READ,
  'evidence.readBeside': READ,
  'evidence.names.list': '+',
  'evidence.names.set': '1T',
  'evidence.names.check': '1T',
  'evidence.names.reset': '1T',
  'evidence.names.try': '+',
  'evidence.names.forget': '1T',
  'photos.ofCase': READ,
  'photos.keep': 'OTI',
  'photos.detach': 'OT',
  'photos.ticket': READ,
  'photos.camera': '+',
  'photos.chooseCamera': '1OTI',
  'inspections.codes.list': READ,
  'inspections.codes.page': READ,
  'inspections.codes.register': 'OI',
  'inspections.codes.correct': 'OI',
  'inspections.codes.shown': 'OI',
  'inspections.codes.keepProof': 'OI',
  'inspections.codes.withdrawProof': 'OI',
  'inspections.codes.evaluated': 'OI',
  'inspections.codes.withdraw': 'OI',
  'inspections.codes.proofTicket': READ,
  'receipts.queue': '+',
  'receipts.printOfCase': DESK,
  'receipts.testPage': '+',
  'receipts.sample': DESK,
  'receipts.reprint': DESK,
  'receipts.markDone': DESK,
  'receipts.cancel': DESK,
  'reception.board': '*',
  'reception.desk': 'OTIC',
  'reception.take': 'OTIC',
  'reception.callNext': 'OTIC',
  'reception.callAgain': 'OTIC',
  'reception.recall': 'OTIC',
  'reception.end': 'OTIC',
  'reception.configure': 'OTIC',
  'reception.openDisplay': 'OTIC',
  'devices.list': '+',
  'devices.settings': '+',
  'devices.configure': '1OTI',
  'devices.retry': '+',
  'devices.connect': '1OTI',
  'devices.find': '1OTI',
  'devices.takeOver': '1OTI',
  'devices.training': '+',
  'devices.train': '1',
  'devices.diagnostics': '+',
  'devices.pad.layout': '+',
  'devices.pad.begin': '1OTI',
  'devices.pad.again': '1OTI',
  'devices.pad.end': '1OTI',
  'devices.cardPicture': 'O',
  'devices.testDisplay': '1OTI',
  'devices.camera.syncClock': 'OTI',
  'devices.camera.toStorage': 'OTI',
  'devices.camera.writeCarrier': 'OT',
  'sync.state': '+',
  'sync.enrol': '1',
  'sync.now': `1${DESK}`,
  'sync.setSchedule': '1',
  'sync.queue': READ,
  'today.overview': READ,
  'settings.parameters': '+',
  'settings.setParameter': '1L',
  'settings.backup': '1TH',
  'settings.ledger': '+',
  'demo.tray': '+',
  'demo.layCard': '+',
  'demo.liftCard': '+',
  'demo.paper': '+',
  'demo.emptyPaper': '+',
  'demo.dockCamera': '+',
  'demo.controlCamera': '+',
  'demo.pad': '+',
  'demo.fault': '+',
  'demo.scan': '+',
  'demo.moveClock': '*',
};

function procedures(node: unknown, path: string[] = []): string[] {
  if (isContractProcedure(node)) return [path.join('.')];
  return Object.entries(node as object).flatMap(([key, value]) => procedures(value, [...path, key]));
}
const ALL = procedures(contract);
/** These change whole screens or never end; their guard is the same as the others'. */
const STREAMS = new Set(['office.events', 'office.scans']);

async function ask(client: OfficeClient, path: string, input: unknown): Promise<{ code: string; message: string }> {
  const procedure = path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], client);
  try {
    await (procedure as (input: unknown) => Promise<unknown>)(input);
    return { code: 'OK', message: '' };
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, message };
  }
}

let office: OfficeInTest;
const PASSWORD = GIVEN.admin.password;
const holders = new Map<Role, string>();
beforeAll(async () => {
  office = await openOfficeInTest({ demo: false });
  await office.host.setUp(GIVEN);
  const { people } = office.host.require();
  for (const [letter, role] of Object.entries(LETTERS)) {
    const none = { certNo: '', certIssuer: '', certFrom: null, certTo: null, areas: [], status: 'ACTIVE' as const };
    const saved = people.save('system', { ...none, number: `3302${letter}`, name: ROLES[role], unit: '执法队' });
    people.setRoles('system', saved.id, [role]);
    holders.set(role, saved.id);
  }
  await people.setPassword('system', { officerId: holders.get('OFFICER') ?? '', next: PASSWORD });
});
afterAll(() => office.close());

/** A window at which somebody of this role sits; signing in itself is tested below. */
function sit(windowId: string, role: Role | undefined): OfficeClient {
  const { sessions } = office.host.require();
  if (role === undefined) sessions.end(windowId);
  else sessions.open(windowId, holders.get(role) ?? '');
  return office.window(windowId);
}

test('the table knows every procedure of the contract, and no other', () => {
  expect(Object.keys(TABLE).sort()).toEqual([...ALL].sort());
  expect(Object.keys(PERMISSIONS).sort()).toEqual([...ALL].sort());
});

describe('every procedure for every role', () => {
  const actors = [...Object.entries(LETTERS), ['-', undefined] as const];
  test.each(ALL.filter((path) => !STREAMS.has(path)))('%s', async (path) => {
    const allowed = TABLE[path] ?? '';
    for (const [letter, role] of actors) {
      const client = sit(`matrix-${letter}`, role);
      // Garbage reaches the procedure only past its guard, so nothing is changed by asking.
      const { code } = await ask(client, path, { garbage: letter });
      const refused = code === 'PPL-112' || code === 'PPL-110';
      const expected = allowed === '*' || (role !== undefined && (allowed === '+' || allowed.includes(letter)));
      expect({ path, letter, role: role === undefined ? '未登录' : ROLES[role], allowed: !refused }).toEqual({
        path,
        letter,
        role: role === undefined ? '未登录' : ROLES[role],
        allowed: expected,
      });
    }
  });
});

test('every procedure given garbage answers with a code and a Chinese sentence', async () => {
  const garbage = [
    undefined,
    null,
    42,
    '\u0000',
    [],
    { caseId: 'x' },
    { draftId: -1, content: [] },
    { a: 'ü'.repeat(5000) },
  ];
  for (const path of ALL.filter((one) => !STREAMS.has(one))) {
    const allowed = TABLE[path] ?? '';
    const letter = allowed === '*' || allowed === '+' ? 'O' : (allowed[0] ?? 'O');
    const client = sit('garbage', LETTERS[letter]);
    for (const input of garbage) {
      const { code, message } = await ask(client, path, input);
      if (code === 'OK') continue;
      expect({ path, input, code, message }).toMatchObject({
        code: expect.stringMatching(/^[A-Z]+-\d{3}$/),
        message: expect.stringMatching(/[\u4e00-\u9fff].*[。！？]$/),
      });
      expect({ path, input, code }).not.toMatchObject({ code: 'SYS-500' });
    }
  }
});

const EMPTY_LIST = { filter: {}, offset: 0, limit: 1 };

test('sign-in by number and password; five failures lock the account', async () => {
  const client = office.window('sign-in');
  expect(await ask(client, 'cases.list', EMPTY_LIST)).toMatchObject({ code: 'PPL-110' });
  expect(await ask(client, 'people.signIn', { number: '3302O', password: PASSWORD })).toMatchObject({ code: 'OK' });
  expect(await ask(client, 'cases.list', EMPTY_LIST)).toMatchObject({ code: 'OK' });
  for (const left of [4, 3, 2, 1]) {
    const { code, message } = await ask(client, 'people.signIn', { number: '330191', password: 'wrong' });
    expect({ code, message }).toEqual({ code: 'PPL-102', message: expect.stringContaining(`${left} 次`) });
  }
  expect(await ask(client, 'people.signIn', { number: '330191', password: 'wrong' })).toMatchObject({
    code: 'PPL-103',
  });
  expect(await ask(client, 'people.signIn', { number: '330191', password: PASSWORD })).toMatchObject({
    code: 'PPL-103',
  });
});

test('click-to-sign-in and the tray of the training devices are refused in a real office that does not train', async () => {
  const client = sit('real', 'OFFICER');
  expect(await ask(client, 'people.signInAs', { officerId: holders.get('OFFICER') })).toMatchObject({
    code: 'PPL-113',
  });
  expect(await ask(client, 'demo.layCard', { name: 'resident' })).toMatchObject({ code: 'DEV-907' });
  expect(await ask(client, 'demo.moveClock', { days: 1 })).toMatchObject({ code: 'DEMO-101' });
  expect(await client.people.demoOfficers()).toEqual([]);
});

test('a locked screen refuses everything but unlocking', async () => {
  const client = sit('lock', 'OFFICER');
  await client.people.lock();
  expect(await ask(client, 'cases.list', EMPTY_LIST)).toMatchObject({ code: 'PPL-111' });
  expect(await ask(client, 'people.unlock', { password: 'wrong' })).toMatchObject({ code: 'PPL-102' });
  expect(await ask(client, 'people.unlock', { password: PASSWORD })).toMatchObject({ code: 'OK' });
  expect(await ask(client, 'cases.list', EMPTY_LIST)).toMatchObject({ code: 'OK' });
});

test('the three administrators exclude each other and every case role', async () => {
  const client = sit('security', 'SEC_ADMIN');
  const officerId = holders.get('AUX') ?? '';
  for (const roles of [
    ['SYS_ADMIN', 'AUDIT_ADMIN'],
    ['SYS_ADMIN', 'OFFICER'],
    ['CASHIER', 'OFFICER'],
    ['AUX', 'OFFICER'],
  ]) {
    expect(await ask(client, 'people.setRoles', { officerId, roles })).toMatchObject({ code: 'PPL-108' });
  }
});
