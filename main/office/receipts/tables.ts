import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { RECEIPT_KINDS } from '../../../preload/contract/receipts.ts';

/** Print jobs of this PC; outside replay. hardware.md §0.3. */
export const deviceJobs = sqliteTable(
  'device_job',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: RECEIPT_KINDS }).notNull(),
    title: text('title').notNull(),
    /** What the paper says, so that it can be made again with its 补打 mark. */
    content: text('content', { mode: 'json' }).$type<unknown>().notNull(),
    /** The bytes that are sent; made once. */
    payload: blob('payload', { mode: 'buffer' }).notNull(),
    idempotencyKey: text('idempotency_key').notNull().unique(),
    /** The first print of this paper, and how often it was printed again before this. */
    firstJob: text('first_job').notNull(),
    reprint: integer('reprint').notNull(),
    state: text('state', {
      enum: ['queued', 'sending', 'sent_unconfirmed', 'done', 'failed', 'cancelled'],
    }).notNull(),
    attempts: integer('attempts').notNull(),
    /** Milliseconds since 1970, by the PC's own clock. */
    nextTryAt: integer('next_try_at').notNull(),
    code: text('code').notNull(),
    sentence: text('sentence').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: text('created_at').notNull(),
    finishedAt: text('finished_at'),
  },
  (table) => [index('device_job_state').on(table.state, table.nextTryAt)],
);
export type DeviceJob = typeof deviceJobs.$inferSelect;
