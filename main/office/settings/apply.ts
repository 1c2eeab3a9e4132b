import { ProjectionBuilder } from '../ledger/index.ts';
import { backupMade, parameterSet, townSaved, trainingSet } from './actions.ts';
import { parameterValues, towns } from './tables.ts';

export const settingsProjection = new ProjectionBuilder('settings', 1, [towns, parameterValues])
  .on(townSaved, (tables, { subject, payload }) => {
    tables
      .insert(towns)
      .values({ id: subject, ...payload })
      .onConflictDoUpdate({ target: towns.id, set: payload })
      .run();
  })
  .on(parameterSet, (tables, { subject, payload }) => {
    const { key, value } = payload;
    tables
      .insert(parameterValues)
      .values({ subject, key, value })
      .onConflictDoUpdate({ target: parameterValues.subject, set: { value } })
      .run();
  })
  .on(backupMade, () => {})
  .on(trainingSet, () => {})
  .build();
