import { ProjectionBuilder } from '../ledger/index.ts';
import { authoritySaved, powerAssigned } from './actions.ts';
import { assignments, authorities } from './tables.ts';

export const powersProjection = new ProjectionBuilder('powers', 1, [authorities, assignments])
  .on(authoritySaved, (tables, { subject, payload }) => {
    tables
      .insert(authorities)
      .values({ id: subject, ...payload })
      .onConflictDoUpdate({ target: authorities.id, set: payload })
      .run();
  })
  .on(powerAssigned, (tables, { subject, payload }) => {
    tables
      .insert(assignments)
      .values({ id: subject, ...payload })
      .onConflictDoUpdate({ target: assignments.id, set: payload })
      .run();
  })
  .build();
