import { and, eq, ne } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { Officer, officerInput, Role } from '../../../preload/contract/people.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import { act, type Ledger } from '../ledger/index.ts';
import { officerRolesSet, officerSaved } from './actions.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { certificateState, passwordTrouble, rolesConflict } from './rules.ts';
import { officers } from './tables.ts';

type OfficerInput = z.infer<typeof officerInput>;

export interface People {
  readonly passwords: Passwords;
  list(): Officer[];
  /** Refuses PPL-101 when there is no such officer. */
  byId(id: string): Officer;
  /** Name for screens; the id's owner may have left long ago. */
  nameOf(actor: string): string;
  /** The officer behind number and password; refuses PPL-102, 103, 104, 105. */
  identify(number: string, password: string): Promise<Officer>;
  save(actor: string, input: OfficerInput): Officer;
  setRoles(actor: string, officerId: string, roles: readonly Role[]): Officer;
  setPassword(actor: string, change: { officerId: string; current?: string | undefined; next: string }): Promise<void>;
}

export function createPeople(ledger: Ledger, clock: Clock, warnDays: () => number): People {
  const passwords = createPasswords(ledger, clock);
  const view = (row: typeof officers.$inferSelect): Officer => {
    const cert = certificateState(row, clock.today(), warnDays());
    return { ...row, certState: cert.state, certDaysLeft: cert.daysLeft, hasPassword: passwords.has(row.id) };
  };
  const find = (id: string) => ledger.read.select().from(officers).where(eq(officers.id, id)).get();
  const byId = (id: string): Officer => {
    const row = find(id);
    return row === undefined ? refuse('PPL-101', '没有这位人员，请刷新后再选。') : view(row);
  };
  return {
    passwords,
    list: () => ledger.read.select().from(officers).orderBy(officers.number).all().map(view),
    byId,
    nameOf: (actor) => (actor === 'system' ? '系统' : (find(actor)?.name ?? '（已注销人员）')),
    async identify(number, password) {
      const row = ledger.read.select().from(officers).where(eq(officers.number, number)).get();
      if (row === undefined) refuse('PPL-102', '工号或口令不对，请再输一次。', { field: 'password' });
      if (row.status !== 'ACTIVE') refuse('PPL-105', '这个账号已停用，请找系统管理员。');
      await passwords.check(row.id, password);
      return view(row);
    },
    save(actor, input) {
      const id = input.id ?? uuid();
      if (input.certFrom !== null && input.certTo !== null && input.certTo < input.certFrom) {
        refuse('PPL-107', '执法证有效期的止日早于起日，请核对。', { field: 'certTo' });
      }
      const { id: _, ...payload } = input;
      ledger.record(actor, (inside) => {
        const twin = inside
          .select({ name: officers.name })
          .from(officers)
          .where(and(eq(officers.number, input.number), ne(officers.id, id)))
          .get();
        if (twin !== undefined)
          refuse('PPL-106', `工号 ${input.number} 已是${twin.name}的，请换一个。`, { field: 'number' });
        return [act(officerSaved, id, payload)];
      });
      return byId(id);
    },
    setRoles(actor, officerId, roles) {
      byId(officerId);
      const conflict = rolesConflict(roles);
      if (conflict !== '') refuse('PPL-108', `${conflict}，请重新选择。`, { field: 'roles' });
      ledger.record(actor, () => [act(officerRolesSet, officerId, { roles: [...roles] })]);
      return byId(officerId);
    },
    async setPassword(actor, change) {
      const self = actor === change.officerId;
      if (self && passwords.has(actor)) await passwords.check(actor, change.current ?? '');
      const trouble = passwordTrouble(change.next);
      if (trouble !== '') refuse('PPL-109', `${trouble}，请换一个。`, { field: 'next' });
      await passwords.set(actor, change.officerId, change.next);
    },
  };
}
