import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../preload/contract/index.ts';
import type { Officer, Role } from '../../preload/contract/people.ts';
import { Refusal, refuse } from '../../preload/contract/refusal.ts';
import type { Host } from './host.ts';
import { log } from './log.ts';
import type { Office } from './office.ts';
import { PERMISSIONS, WHILE_LOCKED } from './people/permissions.ts';

/** What every call of a window knows. */
export interface WindowContext {
  readonly host: Host;
  readonly windowId: string;
}

/** After the guard: the open office and, where the call needs one, the officer who asks. */
export interface CallContext extends WindowContext {
  readonly office: Office;
  readonly officer: Officer;
}

/** Turns what is thrown into one code and one Chinese sentence; oRPC's own English never reaches a window. */
export function asAnswer(error: unknown): never {
  if (error instanceof Refusal) {
    throw new ORPCError(error.code, {
      status: 422,
      message: error.message,
      data: { field: error.field, detail: error.detail },
    });
  }
  // A refusal of the devices or of the shell, passed on as it is.
  if (error instanceof ORPCError && error.code === 'REFUSED' && typeof error.data?.code === 'string') {
    throw new ORPCError(error.data.code, { status: 422, message: error.message, data: { field: error.data.field } });
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    const issues: { path?: (string | number)[] }[] = error.data?.issues ?? [];
    throw new ORPCError('SYS-422', {
      status: 422,
      message: '填写的内容不符合要求，没有保存，请检查标出的栏目后再试。',
      data: { field: issues[0]?.path?.join('.') },
    });
  }
  if (error instanceof ORPCError && error.code === 'NOT_FOUND') {
    throw new ORPCError('SYS-404', { status: 404, message: '没有这项功能，请刷新页面或更新程序。' });
  }
  log.error({ error }, 'unexpected');
  throw new ORPCError('SYS-500', {
    status: 500,
    message: '程序出了意外，已保存的内容没有丢失。请再试一次，仍不行请把此代码告诉技术支持。',
  });
}

/** Stands where nobody has signed in: a person without a name and without any role. */
const NOBODY: Officer = {
  ...{ id: '', number: '', name: '', unit: '', roles: [], certNo: '', certIssuer: '', certFrom: null, certTo: null },
  ...{ areas: [], status: 'ACTIVE', certState: 'NONE', certDaysLeft: null, hasPassword: false },
};

/** Role check in the office process (domain.md §1.2): refuses PPL-105, PPL-110 … PPL-112 and OFF-101. */
function guard(context: WindowContext, path: string): CallContext {
  const access = PERMISSIONS[path];
  if (access === undefined) refuse('SYS-404', '没有这项功能，请刷新页面或更新程序。');
  const office = context.host.require();
  if (access === 'anyone') return { ...context, office, officer: NOBODY };
  const session = office.sessions.of(context.windowId);
  if (session === undefined) refuse('PPL-110', '还没有登录或登录已结束，请先登录。');
  if (session.locked && !WHILE_LOCKED.has(path)) refuse('PPL-111', '屏幕已锁定，内容没有丢失，请输入口令解锁。');
  const officer = office.people.byId(session.officerId);
  if (officer.status !== 'ACTIVE') {
    office.sessions.end(context.windowId);
    refuse('PPL-105', '这个账号已停用，请找系统管理员。');
  }
  if (access !== 'signed-in' && !officer.roles.some((role: Role) => access.includes(role))) {
    refuse('PPL-112', '您的角色不能办理这一项，请找有权限的同事办理。');
  }
  return { ...context, office, officer };
}

/** `office.*` alone is implemented on this: it answers before the ledger is open and before anybody has signed in. */
export const openDoor = implement(contract).$context<WindowContext & Record<never, never>>();

/** Whether a call of this window would pass the guard now. */
export function mayAsk({ host, windowId }: WindowContext, path: string): boolean {
  const { office } = host;
  const access = PERMISSIONS[path];
  const session = office?.sessions.of(windowId);
  if (office === undefined || session === undefined || session.locked || typeof access !== 'object') return false;
  const { status, roles } = office.people.byId(session.officerId);
  return status === 'ACTIVE' && roles.some((role) => access.includes(role));
}

/** Every other procedure is implemented on this: guarded by the table of permissions. */
export const os = openDoor.use(async ({ context, path, next }) => {
  return next({ context: guard(context, path.join('.')) });
});
