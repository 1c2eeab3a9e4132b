import { eq, sql } from 'drizzle-orm';
import { ProjectionBuilder } from '../ledger/index.ts';
import { numberCalled, numberEnded, numberTaken } from './actions.ts';
import { queueTickets } from './tables.ts';

export const receptionProjection = new ProjectionBuilder('reception', 1, [queueTickets])
  .on(numberTaken, (tables, { subject, at, payload }) => {
    const fresh = { state: 'WAITING', takenAt: at, calledAt: null, calls: 0, window: '', endedAt: null } as const;
    tables
      .insert(queueTickets)
      .values({ id: subject, ...payload, ...fresh })
      .run();
  })
  .on(numberCalled, (tables, { subject, at, payload: { window } }) => {
    tables
      .update(queueTickets)
      .set({ state: 'CALLED', calledAt: at, endedAt: null, window, calls: sql`${queueTickets.calls} + 1` })
      .where(eq(queueTickets.id, subject))
      .run();
  })
  .on(numberEnded, (tables, { subject, at, payload: { how } }) => {
    tables.update(queueTickets).set({ state: how, endedAt: at }).where(eq(queueTickets.id, subject)).run();
  })
  .build();
