import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Pages taken under the document camera. */
export const photos = sqliteTable(
  'photo',
  {
    id: text('id').primaryKey(),
    /** The case for which it was taken, also when it was taken off again. */
    takenFor: text('taken_for').notNull(),
    caseId: text('case_id'),
    title: text('title').notNull(),
    page: integer('page').notNull(),
    pages: integer('pages').notNull(),
    sha256: text('sha256').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    originalSha256: text('original_sha256').notNull(),
    originalBytes: integer('original_bytes').notNull(),
    originalType: text('original_type', { enum: ['image/jpeg', 'image/png'] }).notNull(),
    camera: text('camera').notNull(),
    takenBy: text('taken_by').notNull(),
    takenAt: text('taken_at').notNull(),
    simulated: integer('simulated', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('photo_case').on(table.takenFor)],
);
export type PhotoRecord = typeof photos.$inferSelect;
