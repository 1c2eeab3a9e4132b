import { expect, test } from '@jest/globals';
import { ROLES, type Role } from '../../preload/contract/people.ts';
import { homeFor, pagesFor } from './access.ts';

const names = (...roles: Role[]) => pagesFor(roles).map((page) => page.name);
const HOUSE = ['设备', '同步', '人员', '设置'];

test.each<Role>(['SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN', 'AUX'])('%s sees no page with case content', (role) => {
  expect(names(role)).toEqual(HOUSE);
  expect(HOUSE).toContain(pagesFor([role]).find((page) => page.path === homeFor([role]))?.name);
});

test('an administrator who was also given a case role still sees no case', () => {
  expect(names('SYS_ADMIN', 'OFFICER')).toEqual(HOUSE);
});

test('only officers make penalties; everybody else who reads cases has the rest', () => {
  expect(names('OFFICER')).toEqual([
    '今日',
    '当场处罚',
    '排队叫号',
    '案件',
    '责令改正',
    '证据',
    '检查',
    '对象',
    ...HOUSE,
  ]);
  expect(names('INTAKE')).toEqual(['今日', '排队叫号', '案件', '责令改正', '证据', '检查', '对象', ...HOUSE]);
  expect(names('HEAD')).toEqual(['今日', '案件', '责令改正', '证据', '检查', '对象', ...HOUSE]);
});

test('every role begins on a page that it may open', () => {
  for (const role of Object.keys(ROLES) as Role[]) {
    expect(pagesFor([role]).map((page) => page.path)).toContain(homeFor([role]));
  }
});
