import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { MATTER_LETTERS } from '../../../preload/contract/reception.ts';

/** Numbers of the queue, day by day. Desk scope. */
export const queueTickets = sqliteTable(
  'queue_ticket',
  {
    id: text('id').primaryKey(),
    day: text('day').notNull(),
    letter: text('letter', { enum: MATTER_LETTERS }).notNull(),
    seq: integer('seq').notNull(),
    state: text('state', { enum: ['WAITING', 'CALLED', 'SERVED', 'SKIPPED'] }).notNull(),
    takenAt: text('taken_at').notNull(),
    /** The last call. */
    calledAt: text('called_at'),
    calls: integer('calls').notNull(),
    window: text('window').notNull(),
    endedAt: text('ended_at'),
  },
  (table) => [index('queue_ticket_day').on(table.day, table.state)],
);
export type QueueRow = typeof queueTickets.$inferSelect;
