import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import { act, type Ledger, type WriteLocal } from '../ledger/index.ts';
import { officerLockedOut, officerPasswordSet } from './actions.ts';
import { credentials } from './tables.ts';

/** Five failures lock for thirty minutes (domain.md §7.3). */
const FAILURES = 5;
const LOCK_MINUTES = 30;

export interface Passwords {
  has(officerId: string): boolean;
  /** Sets it and records that `actor` did, in one transaction: no password changes without its action, nor the reverse. */
  set(actor: string, officerId: string, password: string): Promise<void>;
  /** Refuses PPL-102 (wrong), PPL-103 (locked out), PPL-104 (no password yet). */
  check(officerId: string, password: string): Promise<void>;
}

export function createPasswords(ledger: Ledger, clock: Clock): Passwords {
  const find = (officerId: string) =>
    ledger.read.select().from(credentials).where(eq(credentials.officerId, officerId)).get();
  const updateIn = (local: WriteLocal, officerId: string, set: { failures: number; lockedUntil: string | null }) =>
    local.update(credentials).set(set).where(eq(credentials.officerId, officerId)).run();
  const update = (officerId: string, set: { failures: number; lockedUntil: string | null }) =>
    ledger.local((tables) => updateIn(tables, officerId, set));
  const unlocked = (officerId: string) => {
    const row = find(officerId);
    if (row === undefined) refuse('PPL-104', '这个账号还没有设置口令，请系统管理员先设置初始口令。');
    const until = row.lockedUntil;
    if (until !== null && until > clock.iso()) {
      const minutes = Math.ceil((Date.parse(until) - clock.now().getTime()) / 60_000);
      refuse('PPL-103', `口令连续输错 ${FAILURES} 次，账号已锁定，请 ${minutes} 分钟后再试，或请系统管理员重设口令。`);
    }
    return row;
  };
  return {
    has: (officerId) => find(officerId) !== undefined,
    async set(actor, officerId, password) {
      const { argon2id } = await import('hash-wasm');
      const hash = await argon2id({
        password,
        salt: randomBytes(16),
        parallelism: 1,
        iterations: 2,
        memorySize: 19_456,
        hashLength: 32,
        outputType: 'encoded',
      });
      const row = { officerId, hash, failures: 0, lockedUntil: null, changedAt: clock.iso() };
      const by = actor === officerId ? 'SELF' : 'ADMIN';
      ledger.record(actor, (_, local) => {
        local.insert(credentials).values(row).onConflictDoUpdate({ target: credentials.officerId, set: row }).run();
        return [act(officerPasswordSet, officerId, { by })];
      });
    },
    async check(officerId, password) {
      const { hash } = unlocked(officerId);
      const { argon2Verify } = await import('hash-wasm');
      const right = await argon2Verify({ password, hash });
      // Guesses that were sent at the same time count one after the other, and none passes a lock.
      const row = unlocked(officerId);
      if (right && row.hash === hash) {
        if (row.failures > 0 || row.lockedUntil !== null) update(officerId, { failures: 0, lockedUntil: null });
        return;
      }
      const failures = (row.lockedUntil === null ? row.failures : 0) + 1;
      if (failures < FAILURES) {
        update(officerId, { failures, lockedUntil: null });
        refuse('PPL-102', `工号或口令不对，还可以再试 ${FAILURES - failures} 次。`, { field: 'password' });
      }
      const lockedUntil = new Date(clock.now().getTime() + LOCK_MINUTES * 60_000).toISOString();
      ledger.record('system', (_, local) => {
        updateIn(local, officerId, { failures, lockedUntil });
        return [act(officerLockedOut, officerId, { until: lockedUntil, failures })];
      });
      refuse('PPL-103', `口令连续输错 ${FAILURES} 次，账号已锁定 ${LOCK_MINUTES} 分钟，已写入审计日志。`);
    },
  };
}
