import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROLES, type Role } from '../../../preload/contract/people.ts';
import { type OfficeInTest, openOfficeInTest } from '../../../test/office-in-test.ts';
import { GIVEN } from '../given-in-test.ts';

/** 三员互斥、互不赋权 (domain.md §1.2, §7.3): none of the three can take the place of another one alone. */

const NONE = { certNo: '', certIssuer: '', certFrom: null, certTo: null, areas: [], unit: '执法队' };
const [FIRST, NEXT] = ['Shiyan@2026', 'Xinkouling@27'];
const NUMBER = { SEC_ADMIN: '330192', AUDIT_ADMIN: '330193', OFFICER: '330101' } as const;
type Appointed = keyof typeof NUMBER;
let office: OfficeInTest;
const ids = new Map<Role, string>();
const idOf = (role: Role) => ids.get(role) ?? '';
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'OK',
    (error: { code?: string }) => error.code,
  );
const at = async (role: Role, password = FIRST) => {
  const window = office.window(role);
  const number = role === 'SYS_ADMIN' ? GIVEN.admin.number : NUMBER[role as Appointed];
  ids.set(role, (await window.people.signIn({ number, password })).officer.id);
  return window.people;
};

beforeAll(async () => {
  office = await openOfficeInTest({ demo: false, render: () => Promise.reject(new Error('no papers in this test')) });
  await office.host.setUp(GIVEN);
  const system = await at('SYS_ADMIN');
  // The way a real office begins: accounts and first passwords by one, roles by another.
  for (const role of Object.keys(NUMBER) as Appointed[]) {
    const { id } = await system.save({ ...NONE, number: NUMBER[role], name: ROLES[role], status: 'ACTIVE' });
    ids.set(role, id);
    await system.setPassword({ officerId: id, next: FIRST });
  }
  expect(await codeOf(system.setRoles({ officerId: idOf('SYS_ADMIN'), roles: ['SEC_ADMIN'] }))).toBe('PPL-112');
  expect(await codeOf(system.setRoles({ officerId: idOf('OFFICER'), roles: ['OFFICER'] }))).toBe('PPL-112');
  await system.setRoles({ officerId: idOf('SEC_ADMIN'), roles: ['SEC_ADMIN'] });
  const security = await at('SEC_ADMIN');
  await security.setRoles({ officerId: idOf('AUDIT_ADMIN'), roles: ['AUDIT_ADMIN'] });
  await security.setRoles({ officerId: idOf('OFFICER'), roles: ['OFFICER'] });
});
afterAll(() => office.close());

test('the system administrator replaces an officer’s password, but not that of another administrator', async () => {
  const system = await at('SYS_ADMIN');
  expect(await codeOf(system.setPassword({ officerId: idOf('OFFICER'), next: NEXT }))).toBe('OK');
  await at('OFFICER', NEXT);
  for (const role of ['SEC_ADMIN', 'AUDIT_ADMIN'] as const) {
    const taken = { officerId: idOf(role), next: NEXT };
    expect(await codeOf(system.setPassword(taken))).toBe('PPL-114');
    for (const [number, password, code] of [
      // Himself, the one whose password it is, somebody who is none of the three, a wrong password.
      [GIVEN.admin.number, FIRST, 'PPL-114'],
      [NUMBER[role], FIRST, 'PPL-114'],
      [NUMBER.OFFICER, NEXT, 'PPL-114'],
      [NUMBER[role === 'SEC_ADMIN' ? 'AUDIT_ADMIN' : 'SEC_ADMIN'], 'Wrong@2026', 'PPL-102'],
    ] as const) {
      expect(await codeOf(system.setPassword({ ...taken, second: { number, password } }))).toBe(code);
    }
    await at(role);
  }
});

test('two of the three replace the password of the third', async () => {
  const system = await at('SYS_ADMIN');
  const second = { number: NUMBER.AUDIT_ADMIN, password: FIRST };
  expect(await codeOf(system.setPassword({ officerId: idOf('SEC_ADMIN'), next: NEXT, second }))).toBe('OK');
  const security = await at('SEC_ADMIN', NEXT);
  await security.setPassword({ officerId: idOf('SEC_ADMIN'), current: NEXT, next: FIRST });
});

test('the two others set nobody’s password but their own', async () => {
  for (const role of ['SEC_ADMIN', 'AUDIT_ADMIN'] as const) {
    const people = await at(role);
    const second = { number: GIVEN.admin.number, password: FIRST };
    for (const other of ['SYS_ADMIN', 'OFFICER'] as const)
      expect(await codeOf(people.setPassword({ officerId: idOf(other), next: NEXT, second }))).toBe('PPL-112');
  }
});

test('nobody is sent away to name his successor: an administrator first gives up the role', async () => {
  const system = await at('SYS_ADMIN');
  const left = (role: Appointed) =>
    system.save({ ...NONE, id: idOf(role), number: NUMBER[role], name: ROLES[role], status: 'LEFT' });
  for (const role of ['SEC_ADMIN', 'AUDIT_ADMIN'] as const) expect(await codeOf(left(role))).toBe('PPL-115');
  const security = await at('SEC_ADMIN');
  await security.setRoles({ officerId: idOf('AUDIT_ADMIN'), roles: [] });
  expect(await codeOf(left('AUDIT_ADMIN'))).toBe('OK');
});
