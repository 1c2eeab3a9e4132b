import { oc } from '@orpc/contract';
import { z } from 'zod';
import { day, id, instant, longText, shortText } from './values.ts';

/** Roles of domain.md §1.2 that a person holds in the office; lead/assist is decided case by case. */
export const ROLES = {
  OFFICER: '执法人员',
  AUX: '辅助人员',
  TEAM_LEADER: '队长',
  LEGAL_REVIEWER: '法制审核员',
  HEAD: '机关负责人',
  CASHIER: '票据管理员',
  ARCHIVIST: '档案员',
  INTAKE: '内勤（窗口、值班）',
  SUPERVISOR: '执法监督',
  SYS_ADMIN: '系统管理员',
  SEC_ADMIN: '安全管理员',
  AUDIT_ADMIN: '审计管理员',
} as const;
export type Role = keyof typeof ROLES;
/** They exclude each other, give each other no rights and see no case content (domain.md §1.2, §7.3). */
export const ADMINISTRATORS: readonly Role[] = ['SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN'];
/** Who may look into cases (domain.md §1.2). */
export const READERS: readonly Role[] = [
  'OFFICER',
  'TEAM_LEADER',
  'LEGAL_REVIEWER',
  'HEAD',
  'CASHIER',
  'ARCHIVIST',
  'INTAKE',
  'SUPERVISOR',
];
export const role = z.enum(Object.keys(ROLES) as [Role, ...Role[]]);

/** An officer as the screens see him; never carries the password hash. */
export const officer = z.object({
  id,
  number: z.string(),
  name: z.string(),
  unit: z.string(),
  roles: z.array(role),
  certNo: z.string(),
  certIssuer: z.string(),
  certFrom: day.nullable(),
  certTo: day.nullable(),
  areas: z.array(z.string()),
  status: z.enum(['ACTIVE', 'LEFT']),
  certState: z.enum(['VALID', 'EXPIRING', 'EXPIRED', 'NONE']),
  /** Days until the certificate ends; negative when it has. */
  certDaysLeft: z.int().nullable(),
  hasPassword: z.boolean(),
});
export type Officer = z.infer<typeof officer>;

export const officerInput = z.object({
  id: id.optional(),
  number: z.string().trim().min(2).max(20),
  name: shortText.min(2),
  unit: shortText,
  certNo: z.string().trim().max(30),
  certIssuer: shortText,
  certFrom: day.nullable(),
  certTo: day.nullable(),
  areas: z.array(shortText).max(50),
  status: z.enum(['ACTIVE', 'LEFT']),
});

export const session = z.object({ officer, locked: z.boolean(), idleMinutes: z.int() });
export type Session = z.infer<typeof session>;
/** Every officer of a demo ledger has it; the screen shows it beside the password field. Real ledgers never do. */
export const DEMO_PASSWORD = 'Yanshi@2026';

const credentials = z.object({ number: z.string().trim().min(1).max(20), password: z.string().min(1).max(200) });

export const accessLine = z.object({
  at: instant,
  actor: z.string(),
  what: z.string(),
  subject: z.string(),
  detail: z.string(),
});

export const people = {
  /** Demo ledgers only: the officers to click. */
  demoOfficers: oc.output(z.array(officer)),
  me: oc.output(session.nullable()),
  signIn: oc.input(credentials).output(session),
  /** Demo ledgers only. */
  signInAs: oc.input(z.object({ officerId: id })).output(session),
  signOut: oc.output(z.object({})),
  /** Keys or mouse were used at this window; nothing else keeps its session awake. */
  touched: oc.output(z.object({})),
  lock: oc.output(z.object({})),
  unlock: oc.input(z.object({ password: z.string().min(1).max(200) })).output(session),
  list: oc.output(z.array(officer)),
  /** Officers who may act on that day, with the reason where one may not. */
  selectable: oc
    .input(z.object({ on: day }))
    .output(z.array(z.object({ officer, allowed: z.boolean(), why: z.string() }))),
  /** SYS_ADMIN: accounts and certificates. */
  save: oc.input(officerInput).output(officer),
  /** SEC_ADMIN: roles; the three administrators exclude each other and every case role. */
  setRoles: oc.input(z.object({ officerId: id, roles: z.array(role).max(6) })).output(officer),
  /**
   * Own password with the present one, or (SYS_ADMIN) a new one for another account; the audit administrator sees it.
   * `second`: another of the three administrators, who must stand by when the password of one of them is replaced.
   */
  setPassword: oc
    .input(
      z.object({
        officerId: id,
        current: z.string().max(200).optional(),
        next: z.string().min(1).max(200),
        second: credentials.optional(),
      }),
    )
    .output(z.object({})),
  /** AUDIT_ADMIN: who looked at what. */
  accessLog: oc
    .input(z.object({ from: day, to: day, offset: z.int().min(0), limit: z.int().min(1).max(200) }))
    .output(z.object({ total: z.int(), lines: z.array(accessLine) })),
  /** AUDIT_ADMIN: administrative actions (accounts, roles, settings), no case content. */
  adminActions: oc
    .input(z.object({ offset: z.int().min(0), limit: z.int().min(1).max(200) }))
    .output(z.object({ total: z.int(), lines: z.array(z.object({ at: instant, actor: z.string(), text: longText })) })),
};
