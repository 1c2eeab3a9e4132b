import { ADMINISTRATORS, type Officer, ROLES, type Role } from '../../../preload/contract/people.ts';
import { daysBetween, type LegalDay } from '../calendar/index.ts';

export const isAdministrator = (roles: readonly Role[]) => roles.some((role) => ADMINISTRATORS.includes(role));

/** Why this set of roles cannot be held by one person; empty when it can. */
export function rolesConflict(roles: readonly Role[]): string {
  const admins = roles.filter((role) => ADMINISTRATORS.includes(role));
  if (admins.length > 1) return '系统管理员、安全管理员、审计管理员三员互斥，一人只能担任其中一员';
  if (admins.length === 1 && roles.length > 1) return `${ROLES[admins[0] ?? 'SYS_ADMIN']}不得兼任办案、审核等其他角色`;
  // 罚缴分离：票据管理员不得兼办案人（domain.md §1.2）
  if (roles.includes('CASHIER') && roles.includes('OFFICER')) return '票据管理员不得兼任执法人员';
  if (roles.includes('LEGAL_REVIEWER') && roles.includes('TEAM_LEADER')) return '法制审核员不得兼任队长';
  if (roles.includes('AUX') && roles.includes('OFFICER')) return '辅助人员不得同时是执法人员';
  return '';
}

/** State of a certificate on a day; warned `warnDays` before it ends (domain.md §1.2: 30). */
export function certificateState(
  cert: { certNo: string; certFrom: string | null; certTo: string | null },
  on: LegalDay,
  warnDays: number,
): { state: Officer['certState']; daysLeft: number | null } {
  if (cert.certNo === '' || cert.certFrom === null || cert.certTo === null) return { state: 'NONE', daysLeft: null };
  const daysLeft = daysBetween(on, cert.certTo);
  if (daysLeft < 0 || on < cert.certFrom) return { state: 'EXPIRED', daysLeft };
  return { state: daysLeft <= warnDays ? 'EXPIRING' : 'VALID', daysLeft };
}

/** Eight characters of three kinds (domain.md §7.3); the sentence says what is missing, empty when good. */
export function passwordTrouble(password: string): string {
  if (password.length < 8) return '口令至少 8 位';
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length;
  return kinds < 3 ? '口令须含大写字母、小写字母、数字、符号中的三类' : '';
}
