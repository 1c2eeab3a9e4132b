import { ProjectionBuilder } from '../ledger/index.ts';
import { cardRead, subjectRecorded } from './actions.ts';
import { cardReadings, subjects } from './tables.ts';

export const subjectsProjection = new ProjectionBuilder('subjects', 2, [subjects, cardReadings])
  .on(subjectRecorded, (tables, { subject, at, payload: { party, no } }) => {
    const row = { partyType: party.partyType, no, name: party.name, phone: party.phone, address: party.address, party };
    tables
      .insert(subjects)
      .values({ id: subject, ...row, firstSeen: at, lastSeen: at })
      .onConflictDoUpdate({ target: subjects.id, set: { ...row, lastSeen: at } })
      .run();
  })
  .on(cardRead, (tables, { at, payload }) => {
    tables
      .insert(cardReadings)
      .values({ ...payload, readAt: at })
      .onConflictDoNothing()
      .run();
  })
  .build();
