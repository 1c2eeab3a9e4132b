export { createSync, type SyncOptions, type SyncService } from './service.ts';
export { syncTables } from './tables.ts';
