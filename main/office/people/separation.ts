import type { z } from 'zod';
import type { people as contract, Officer } from '../../../preload/contract/people.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { isAdministrator } from './rules.ts';
import type { People } from './service.ts';

type Given = z.infer<NonNullable<(typeof contract.setPassword)['~orpc']['inputSchema']>>;

/*
 * The three administrators give each other no rights (三员互斥、互不赋权: domain.md §1.2, §7.3). Who replaces the
 * password of another one holds his rights, and who sends him away can name his successor. So neither is done alone.
 */

/**
 * Whether this administrator may replace that password. A first password is always given by the system administrator;
 * the password of one of the three is replaced only while another of them stands by with his own.
 * Refuses PPL-112, PPL-114, and what {@link People.identify} refuses.
 */
export async function mayReplacePassword(people: People, actor: Officer, given: Given): Promise<void> {
  if (given.officerId === actor.id) return;
  if (!actor.roles.includes('SYS_ADMIN')) {
    refuse('PPL-112', '只有系统管理员可以替别人设置初始口令，请找系统管理员。');
  }
  const target = people.byId(given.officerId);
  if (!target.hasPassword || !isAdministrator(target.roles)) return;
  const others = people
    .list()
    .filter((one) => one.status === 'ACTIVE' && one.hasPassword && isAdministrator(one.roles))
    .filter((one) => one.id !== actor.id && one.id !== target.id);
  // Until the third one is appointed there is nobody to stand by.
  if (others.length === 0) return;
  const second = given.second && (await people.identify(given.second.number, given.second.password));
  if (!others.some((one) => one.id === second?.id)) {
    refuse(
      'PPL-114',
      `${target.name}是三员之一，重设口令须另一位管理员在场（${others.map((one) => one.name).join('、')}），口令没有改动；请其输入自己的工号和口令。`,
      { field: 'second' },
    );
  }
}

/** Refuses PPL-115 when one of the three would be sent away while he still is one. */
export function mayLeave(people: People, given: { id?: string | undefined; status: Officer['status'] }): void {
  if (given.id === undefined || given.status === 'ACTIVE') return;
  const { name, roles } = people.byId(given.id);
  if (isAdministrator(roles)) {
    refuse('PPL-115', `${name}还担任管理员，不能办理离岗，资料没有改动；请安全管理员先把这个角色交给别人。`, {
      field: 'status',
    });
  }
}
