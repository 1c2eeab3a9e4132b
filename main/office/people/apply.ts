import { eq } from 'drizzle-orm';
import { ProjectionBuilder } from '../ledger/index.ts';
import { officerLockedOut, officerPasswordSet, officerRolesSet, officerSaved } from './actions.ts';
import { officers } from './tables.ts';

export const peopleProjection = new ProjectionBuilder('people', 1, [officers])
  .on(officerSaved, (tables, action) => {
    const row = { id: action.subject, ...action.payload };
    tables
      .insert(officers)
      .values({ ...row, roles: [] })
      .onConflictDoUpdate({ target: officers.id, set: row })
      .run();
  })
  .on(officerRolesSet, (tables, action) => {
    tables.update(officers).set({ roles: action.payload.roles }).where(eq(officers.id, action.subject)).run();
  })
  .on(officerPasswordSet, () => {})
  .on(officerLockedOut, () => {})
  .build();
