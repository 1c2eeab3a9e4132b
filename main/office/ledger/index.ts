export { type BackupReport, backup } from './backup.ts';
export { syncFolder, writeDurably } from './durable.ts';
export {
  createKeyFile,
  keptBy,
  rewrap,
  type SecretWrap,
  secretIn,
  unlockDemo,
  unlockWithPassphrase,
  unlockWithRecoveryCode,
  unlockWithShell,
} from './keys.ts';
export { createLedger, openLedger } from './open.ts';
export type { RebuildProgress } from './rebuild.ts';
export { type ReplayReport, replay } from './replay.ts';
export { type RestoreReport, type RestoreSecret, restore } from './restore.ts';
export { type LedgerStats, stats } from './stats.ts';
export * from './types.ts';
export { type VerifyReport, verify } from './verify.ts';
