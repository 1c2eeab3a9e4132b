import { refuse } from '../../../preload/contract/refusal.ts';
import { addNaturalDays, type LegalDay } from '../calendar/index.ts';
import { accessLines, actionLines } from '../ledger/audit.ts';
import { type CallContext, os } from '../procedures.ts';
import { ADMIN_ACTIONS } from './admin-actions.ts';
import { mayLeave, mayReplacePassword } from './separation.ts';

const IDLE_MINUTES = 15;

/** 00:00 of a legal day as a UTC instant. */
const startOfDay = (day: LegalDay): string => new Date(`${day}T00:00:00+08:00`).toISOString();

function sessionOf({ office, windowId }: CallContext) {
  const session = office.sessions.of(windowId);
  if (session === undefined) return null;
  return { officer: office.people.byId(session.officerId), locked: session.locked, idleMinutes: IDLE_MINUTES };
}

function enter(context: CallContext, officerId: string) {
  context.office.sessions.open(context.windowId, officerId);
  context.office.ledger.looked({ actor: officerId, what: 'sign-in', subject: officerId, detail: '登录' });
  return sessionOf(context) ?? refuse('PPL-110', '登录没有成功，请再试一次。');
}

export const peopleRouter = {
  demoOfficers: os.people.demoOfficers.handler(({ context }) =>
    context.office.ledger.info.kind === 'demo'
      ? context.office.people.list().filter((one) => one.status === 'ACTIVE')
      : [],
  ),
  me: os.people.me.handler(({ context }) => sessionOf(context)),
  signIn: os.people.signIn.handler(async ({ context, input }) => {
    try {
      return enter(context, (await context.office.people.identify(input.number, input.password)).id);
    } catch (error) {
      const detail = `工号 ${input.number} 登录未成功`;
      context.office.ledger.looked({ actor: 'system', what: 'sign-in-failed', subject: '', detail });
      throw error;
    }
  }),
  signInAs: os.people.signInAs.handler(({ context, input }) => {
    if (context.office.ledger.info.kind !== 'demo')
      refuse('PPL-113', '只有演示账本可以点选人员登录，请用工号和口令登录。');
    return enter(context, context.office.people.byId(input.officerId).id);
  }),
  signOut: os.people.signOut.handler(({ context }) => {
    const { office, officer, windowId } = context;
    office.sessions.end(windowId);
    office.ledger.looked({ actor: officer.id, what: 'sign-out', subject: officer.id, detail: '退出登录' });
    return {};
  }),
  touched: os.people.touched.handler(({ context }) => {
    context.office.sessions.touched(context.windowId);
    return {};
  }),
  lock: os.people.lock.handler(({ context }) => {
    context.office.sessions.lock(context.windowId);
    return {};
  }),
  unlock: os.people.unlock.handler(async ({ context, input }) => {
    const { office, officer, windowId } = context;
    const demoWithoutPassword = office.ledger.info.kind === 'demo' && !officer.hasPassword;
    if (!demoWithoutPassword) await office.people.passwords.check(officer.id, input.password);
    office.sessions.unlock(windowId);
    return sessionOf(context) ?? refuse('PPL-110', '登录已结束，请重新登录。');
  }),
  list: os.people.list.handler(({ context }) => context.office.people.list()),
  selectable: os.people.selectable.handler(({ context, input }) => context.office.selectable(input.on)),
  save: os.people.save.handler(({ context, input }) => {
    mayLeave(context.office.people, input);
    return context.office.people.save(context.officer.id, input);
  }),
  setRoles: os.people.setRoles.handler(({ context, input }) => {
    const { people } = context.office;
    const appointed = people.list().some((one) => one.status === 'ACTIVE' && one.roles.includes('SEC_ADMIN'));
    const another = input.officerId !== context.officer.id;
    const first = !appointed && another && input.roles.length === 1 && input.roles[0] === 'SEC_ADMIN';
    if (!context.officer.roles.includes('SEC_ADMIN') && !first) {
      refuse('PPL-112', '角色由安全管理员设置；系统管理员只能指定另一人为第一位安全管理员。');
    }
    return people.setRoles(context.officer.id, input.officerId, input.roles);
  }),
  setPassword: os.people.setPassword.handler(async ({ context, input }) => {
    const { people } = context.office;
    await mayReplacePassword(people, context.officer, input);
    await people.setPassword(context.officer.id, input);
    return {};
  }),
  accessLog: os.people.accessLog.handler(({ context, input }) => {
    const { ledger, people } = context.office;
    const ask = { ...input, from: startOfDay(input.from), until: startOfDay(addNaturalDays(input.to, 1)) };
    const { total, lines } = accessLines(ledger.read, ask);
    return { total, lines: lines.map((one) => ({ ...one, actor: people.nameOf(one.actor) })) };
  }),
  adminActions: os.people.adminActions.handler(({ context, input }) => {
    const { ledger, people } = context.office;
    const { total, lines } = actionLines(ledger.read, Object.keys(ADMIN_ACTIONS), input);
    return {
      total,
      lines: lines.map((one) => {
        const about = one.kind.startsWith('officer.') ? `：${people.nameOf(one.subject)}` : '';
        return { at: one.at, actor: people.nameOf(one.actor), text: `${ADMIN_ACTIONS[one.kind] ?? ''}${about}` };
      }),
    };
  }),
};
