import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { NameProfile } from '../../../preload/contract/name-profiles.ts';

/** Recordings kept by the office and what lay beside them, one row a content. */
export const clips = sqliteTable(
  'clip',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    sha256: text('sha256').notNull().unique(),
    deviceNo: text('device_no').notNull(),
    officerId: text('officer_id'),
    startAt: text('start_at').notNull(),
    startFrom: text('start_from', { enum: ['NAME', 'MTIME'] }).notNull(),
    important: integer('important', { mode: 'boolean' }).notNull(),
    clockOffsetSeconds: integer('clock_offset_seconds'),
    source: text('source').notNull(),
    path: text('path').notNull(),
    caseId: text('case_id'),
    storedAt: text('stored_at').notNull(),
    simulated: integer('simulated', { mode: 'boolean' }).notNull(),
    cutOff: integer('cut_off', { mode: 'boolean' }),
    /** 录像, or what lies beside it: a GPS track, a log of the camera. */
    kind: text('kind', { enum: ['MEDIA', 'GPS', 'LOG'] }).notNull(),
  },
  (table) => [index('clip_start').on(table.startAt), index('clip_by_case').on(table.caseId)],
);
export type ClipRecord = typeof clips.$inferSelect;

/** Every name under which a recording was seen on a camera: marking it on the camera renames it. hardware.md §4.3 */
export const clipNames = sqliteTable(
  'clip_name',
  {
    clipId: text('clip_id').notNull(),
    deviceNo: text('device_no').notNull(),
    name: text('name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    modifiedAt: text('modified_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.clipId, table.deviceNo, table.name] }),
    index('clip_name_seen').on(table.name),
  ],
);

/** Beside which film a file lay on a camera, by the film's name there: either may be imported first. */
export const clipBeside = sqliteTable(
  'clip_beside',
  {
    clipId: text('clip_id').notNull(),
    deviceNo: text('device_no').notNull(),
    /** Of the film, with size and time as it lay there. */
    name: text('name').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    modifiedAt: text('modified_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.clipId, table.deviceNo, table.name, table.sizeBytes, table.modifiedAt] }),
    index('clip_beside_film').on(table.name),
  ],
);

/** Which recording was ever tied to which case; the case's timeline shows what was taken away, too. */
export const clipCases = sqliteTable(
  'clip_case',
  { clipId: text('clip_id').notNull(), caseId: text('case_id').notNull() },
  (table) => [primaryKey({ columns: [table.caseId, table.clipId] })],
);

/** Cameras and who carries them. */
export const cameras = sqliteTable('camera', {
  id: text('id').primaryKey(),
  deviceNo: text('device_no').notNull().unique(),
  officerId: text('officer_id').notNull(),
});

/** The clock of a camera as often as it was read; `id` is the camera's clock. camera-time.ts says what it means. */
export const cameraClocks = sqliteTable(
  'camera_clock',
  {
    id: text('id').notNull(),
    deviceNo: text('device_no').notNull(),
    at: text('at').notNull(),
    order: text('order', { enum: ['SET', 'STORAGE'] }).notNull(),
    before: integer('before'),
    after: integer('after'),
    simulated: integer('simulated', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.at] }), index('camera_clock_of').on(table.deviceNo)],
);

/** How cameras name their files, where the town changed the shipped list; one row. */
export const nameLists = sqliteTable('name_list', {
  id: text('id').primaryKey(),
  version: integer('version').notNull(),
  asShipped: integer('as_shipped', { mode: 'boolean' }).notNull(),
  profiles: text('profiles', { mode: 'json' }).$type<NameProfile[]>().notNull(),
});

/** Which profile a camera was found to follow. Known by the serial of its volume, else by its number. */
export const learnedNames = sqliteTable('learned_name', {
  id: text('id').primaryKey(),
  deviceNo: text('device_no').notNull(),
  serial: text('serial').notNull(),
  profile: text('profile').notNull(),
  at: text('at').notNull(),
});

/** Running and finished imports of this desk: local, the journal holds what came of them. */
export const offloads = sqliteTable('offload', {
  id: text('id').primaryKey(),
  path: text('path').notNull(),
  label: text('label').notNull(),
  deviceNo: text('device_no').notNull(),
  actor: text('actor').notNull(),
  /** Who carried the camera, for files that name nobody. */
  officerId: text('officer_id').notNull(),
  /** Whose a file is that names another officer than the one the camera is bound to; null where that never came up. */
  believes: text('believes', { enum: ['FILE', 'CARRIER'] }),
  simulated: integer('simulated', { mode: 'boolean' }).notNull(),
  state: text('state', { enum: ['COPYING', 'DONE', 'INTERRUPTED', 'FAILED'] }).notNull(),
  /** Goes on by itself when the volume is back. */
  resumes: integer('resumes', { mode: 'boolean' }).notNull(),
  sentence: text('sentence').notNull(),
  startedAt: text('started_at').notNull(),
});
export type OffloadRecord = typeof offloads.$inferSelect;

/** One row a file, written before its copying begins. */
export const offloadFiles = sqliteTable(
  'offload_file',
  {
    offloadId: text('offload_id').notNull(),
    /** Below the root of the volume, as the system spells it. */
    path: text('path').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    modifiedMs: integer('modified_ms').notNull(),
    state: text('state', { enum: ['WAITING', 'STORED', 'LINKED', 'FAILED'] }).notNull(),
    /** Name of the unfinished copy. */
    partial: text('partial').notNull(),
    /** Bytes of it that were synced. */
    offset: integer('offset').notNull(),
    code: text('code').notNull(),
    sentence: text('sentence').notNull(),
  },
  (table) => [primaryKey({ columns: [table.offloadId, table.path] })],
);
export type OffloadFile = typeof offloadFiles.$inferSelect;
