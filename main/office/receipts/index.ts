export { createReceipts, type Receipts } from './service.ts';
export { deviceJobs } from './tables.ts';
