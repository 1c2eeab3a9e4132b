import type { Role } from '../../../preload/contract/people.ts';

/** Who may ask a procedure: anyone (before sign-in), anyone signed in, or these roles. */
export type Access = 'anyone' | 'signed-in' | readonly Role[];

const READERS: readonly Role[] = [
  'OFFICER',
  'TEAM_LEADER',
  'LEGAL_REVIEWER',
  'HEAD',
  'CASHIER',
  'ARCHIVIST',
  'INTAKE',
  'SUPERVISOR',
];
const OFFICERS: readonly Role[] = ['OFFICER'];
const LEADERS: readonly Role[] = ['TEAM_LEADER', 'HEAD'];
const DESK: readonly Role[] = ['OFFICER', 'TEAM_LEADER', 'INTAKE', 'CASHIER', 'HEAD', 'ARCHIVIST'];

/** Every procedure of the contract with its roles (domain.md §1.2). The three administrators see no case content (T24). */
export const PERMISSIONS: Readonly<Record<string, Access>> = {
  'office.state': 'anyone',
  'office.setUp': 'anyone',
  'office.unlock': 'anyone',
  'office.events': 'anyone',
  'people.demoOfficers': 'anyone',
  'people.me': 'anyone',
  'people.signIn': 'anyone',
  'people.signInAs': 'anyone',
  'people.signOut': 'signed-in',
  'people.lock': 'signed-in',
  'people.unlock': 'signed-in',
  'people.list': 'signed-in',
  'people.selectable': READERS,
  'people.save': ['SYS_ADMIN'],
  // The system administrator may only appoint the first security administrator (service.ts).
  'people.setRoles': ['SEC_ADMIN', 'SYS_ADMIN'],
  'people.setPassword': 'signed-in',
  'people.accessLog': ['AUDIT_ADMIN'],
  'people.adminActions': ['AUDIT_ADMIN'],
  'subjects.recognise': READERS,
  'subjects.list': READERS,
  'subjects.page': READERS,
  'subjects.reveal': ['OFFICER', 'TEAM_LEADER', 'LEGAL_REVIEWER', 'HEAD', 'INTAKE'],
  'powers.find': READERS,
  'powers.item': READERS,
  'powers.authorities': READERS,
  'drafts.mine': OFFICERS,
  'drafts.open': OFFICERS,
  'drafts.save': OFFICERS,
  'drafts.discard': OFFICERS,
  'drafts.check': OFFICERS,
  'drafts.begin': OFFICERS,
  'drafts.inform': OFFICERS,
  'drafts.number': OFFICERS,
  'drafts.orderCorrection': OFFICERS,
  'drafts.exempt': OFFICERS,
  'cases.list': READERS,
  'cases.page': READERS,
  'cases.exported': READERS,
  'cases.find': READERS,
  'cases.deliver': OFFICERS,
  'cases.voidDecision': LEADERS,
  'cases.record': ['OFFICER', 'TEAM_LEADER', 'INTAKE'],
  'cases.pay': ['CASHIER', 'INTAKE'],
  'cases.handOver': ['OFFICER', 'CASHIER'],
  'cases.close': ['TEAM_LEADER', 'HEAD'],
  'cases.bindFile': ['TEAM_LEADER', 'HEAD', 'LEGAL_REVIEWER', 'ARCHIVIST'],
  'cases.orders': READERS,
  'cases.reinspect': OFFICERS,
  'cases.numberReport': ['TEAM_LEADER', 'HEAD', 'LEGAL_REVIEWER', 'ARCHIVIST', 'SUPERVISOR'],
  'documents.get': READERS,
  'documents.ticket': READERS,
  'documents.sign': OFFICERS,
  'documents.refuseSign': OFFICERS,
  'documents.verify': READERS,
  'documents.printers': READERS,
  'documents.print': DESK,
  'documents.byCheckCode': READERS,
  'evidence.volumes': READERS,
  'evidence.inspectFolder': ['OFFICER', 'TEAM_LEADER', 'INTAKE'],
  'evidence.bindDevice': ['OFFICER', 'TEAM_LEADER'],
  'evidence.offload': ['OFFICER', 'TEAM_LEADER', 'INTAKE'],
  'evidence.cancelOffload': ['OFFICER', 'TEAM_LEADER', 'INTAKE'],
  'evidence.offloads': READERS,
  'evidence.clips': READERS,
  'evidence.offered': READERS,
  'evidence.attach': ['OFFICER', 'TEAM_LEADER'],
  'evidence.detach': ['OFFICER', 'TEAM_LEADER'],
  'evidence.ticket': READERS,
  'receipts.queue': 'signed-in',
  'receipts.printOfCase': DESK,
  'receipts.testPage': 'signed-in',
  'receipts.sample': DESK,
  'receipts.reprint': DESK,
  'receipts.markDone': DESK,
  'receipts.cancel': DESK,
  'devices.list': 'signed-in',
  'devices.settings': 'signed-in',
  'devices.configure': ['SYS_ADMIN', 'OFFICER', 'TEAM_LEADER', 'INTAKE'],
  'devices.retry': 'signed-in',
  'devices.diagnostics': 'signed-in',
  'sync.state': 'signed-in',
  'sync.enrol': ['SYS_ADMIN'],
  'sync.now': ['SYS_ADMIN', ...DESK],
  'sync.setSchedule': ['SYS_ADMIN'],
  'sync.queue': READERS,
  'today.overview': READERS,
  'settings.parameters': 'signed-in',
  'settings.setParameter': ['SYS_ADMIN', 'LEGAL_REVIEWER'],
  'settings.backup': ['SYS_ADMIN', 'TEAM_LEADER', 'HEAD'],
  'settings.ledger': 'signed-in',
  'demo.tray': 'anyone',
  'demo.layCard': 'anyone',
  'demo.liftCard': 'anyone',
  'demo.paper': 'anyone',
  'demo.emptyPaper': 'anyone',
  'demo.dockCamera': 'anyone',
  'demo.moveClock': 'anyone',
};

/** Calls that a window makes by itself; they do not keep a session awake. */
const BY_ITSELF = new Set([
  'people.me',
  'today.overview',
  'receipts.queue',
  'evidence.volumes',
  'evidence.offloads',
  'demo.tray',
]);

export function keepsAwake(path: string): boolean {
  return (
    !BY_ITSELF.has(path) && !path.startsWith('office.') && !path.startsWith('sync.') && !path.startsWith('devices.')
  );
}

/** Calls that a locked session may still make. */
export const WHILE_LOCKED = new Set(['people.unlock', 'people.signOut', 'people.lock']);
