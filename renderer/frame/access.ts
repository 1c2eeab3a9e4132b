import { ADMINISTRATORS, READERS, type Role } from '../../preload/contract/people.ts';

/** The pages of this release, in the order of the left rail. `initials` are for the search field. */
const PAGES = [
  { path: '/', name: '今日', initials: 'jr', group: 'desk' },
  { path: '/penalty', name: '当场处罚', initials: 'dccf', group: 'desk' },
  { path: '/reception', name: '排队叫号', initials: 'pdjh', group: 'desk' },
  { path: '/cases', name: '案件', initials: 'aj', group: 'case' },
  { path: '/orders', name: '责令改正', initials: 'zlgz', group: 'case' },
  { path: '/evidence', name: '证据', initials: 'zj', group: 'case' },
  { path: '/inspections', name: '检查', initials: 'jc', group: 'case' },
  { path: '/subjects', name: '对象', initials: 'dx', group: 'case' },
  { path: '/devices', name: '设备', initials: 'sb', group: 'house' },
  { path: '/sync', name: '同步', initials: 'tb', group: 'house' },
  { path: '/people', name: '人员', initials: 'ry', group: 'house' },
  { path: '/settings', name: '设置', initials: 'sz', group: 'house' },
] as const;
type Page = (typeof PAGES)[number];
export type PagePath = Page['path'];

/** Whether one of these roles is among those of a person. The office checks again; this only hides closed doors. */
export function holds(roles: readonly Role[], ...wanted: Role[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

export function isAdministrator(roles: readonly Role[]): boolean {
  return holds(roles, ...ADMINISTRATORS);
}

/** Whether a person sees case content at all. */
export function seesCases(roles: readonly Role[]): boolean {
  return holds(roles, ...READERS) && !isAdministrator(roles);
}

/** Pages that these roles may open, in the order of the rail. */
export function pagesFor(roles: readonly Role[]): Page[] {
  if (!seesCases(roles)) return PAGES.filter((page) => page.group === 'house');
  return PAGES.filter(({ path }) => {
    if (path === '/penalty') return holds(roles, 'OFFICER');
    return path !== '/reception' || holds(roles, 'INTAKE', 'OFFICER', 'TEAM_LEADER', 'CASHIER');
  });
}

/** Where a person begins: who sees no cases has no today page. */
export function homeFor(roles: readonly Role[]): PagePath {
  return seesCases(roles) ? '/' : isAdministrator(roles) ? '/people' : '/devices';
}
