import { eq, sql } from 'drizzle-orm';
import { ProjectionBuilder, type WriteTables } from '../ledger/index.ts';
import {
  cameraCarrierWritten,
  cameraClockRead,
  clipAttached,
  clipDetached,
  clipFoundAgain,
  clipStored,
  deviceBound,
  nameProfileForgotten,
  nameProfileLearned,
  nameProfilesSet,
} from './actions.ts';
import { cameraClocks, cameras, clipBeside, clipCases, clipNames, clips, learnedNames, nameLists } from './tables.ts';

interface LayBeside {
  readonly deviceNo: string;
  readonly beside: { readonly name: string; readonly sizeBytes: number; readonly modifiedAt: string } | null;
}
const layBeside = (tables: WriteTables, clipId: string, { deviceNo, beside }: LayBeside) =>
  beside &&
  tables
    .insert(clipBeside)
    .values({ clipId, deviceNo, ...beside })
    .onConflictDoNothing()
    .run();

export const evidenceProjection = new ProjectionBuilder('evidence', 5, [
  clips,
  clipNames,
  clipBeside,
  clipCases,
  cameras,
  cameraClocks,
  nameLists,
  learnedNames,
])
  .on(clipStored, (tables, { subject, at, payload }) => {
    const { modifiedAt, offloadId: _, beside: __, ...facts } = payload;
    tables
      .insert(clips)
      .values({ id: subject, storedAt: at, ...facts })
      .run();
    const { deviceNo, name, sizeBytes } = payload;
    tables.insert(clipNames).values({ clipId: subject, deviceNo, name, sizeBytes, modifiedAt }).run();
    layBeside(tables, subject, payload);
  })
  .on(clipFoundAgain, (tables, { subject, payload }) => {
    const { deviceNo, name, modifiedAt, important } = payload;
    const clip = tables.select().from(clips).where(eq(clips.id, subject)).get();
    if (clip === undefined) throw new Error(`clip ${subject} has no clip.stored`);
    tables
      .insert(clipNames)
      .values({ clipId: subject, deviceNo, name, sizeBytes: clip.sizeBytes, modifiedAt })
      .onConflictDoUpdate({
        target: [clipNames.clipId, clipNames.deviceNo, clipNames.name],
        set: { modifiedAt: sql`excluded.modified_at` },
      })
      .run();
    layBeside(tables, subject, payload);
    if (important) tables.update(clips).set({ important }).where(eq(clips.id, subject)).run();
  })
  .on(clipAttached, (tables, { subject, payload }) => {
    tables.update(clips).set({ caseId: payload.caseId }).where(eq(clips.id, subject)).run();
    tables.insert(clipCases).values({ clipId: subject, caseId: payload.caseId }).onConflictDoNothing().run();
  })
  .on(clipDetached, (tables, { subject }) => {
    tables.update(clips).set({ caseId: null }).where(eq(clips.id, subject)).run();
  })
  .on(deviceBound, (tables, { subject, payload }) => {
    tables
      .insert(cameras)
      .values({ id: subject, ...payload })
      .onConflictDoUpdate({ target: cameras.id, set: payload })
      .run();
  })
  // Whether it was followed or not: after it the camera's time is what was read, or not known.
  .on(cameraClockRead, (tables, { subject, at, payload: { unsure: _, ...reading } }) => {
    tables
      .insert(cameraClocks)
      .values({ id: subject, at, ...reading })
      .onConflictDoUpdate({ target: [cameraClocks.id, cameraClocks.at], set: reading })
      .run();
  })
  // Who carries it is told by the binding beside it; what stands on the camera itself is only written down.
  .on(cameraCarrierWritten, () => {})
  .on(nameProfilesSet, (tables, { subject, subjectVersion, payload }) => {
    const { profiles, asShipped } = payload;
    const row = { version: subjectVersion, profiles, asShipped };
    tables
      .insert(nameLists)
      .values({ id: subject, ...row })
      .onConflictDoUpdate({ target: nameLists.id, set: row })
      .run();
  })
  .on(nameProfileLearned, (tables, { subject, at, payload }) => {
    const { files: _, ...facts } = payload;
    tables
      .insert(learnedNames)
      .values({ id: subject, at, ...facts })
      .onConflictDoUpdate({ target: learnedNames.id, set: { at, ...facts } })
      .run();
  })
  .on(nameProfileForgotten, (tables, { subject }) => {
    tables.delete(learnedNames).where(eq(learnedNames.id, subject)).run();
  })
  .build();
