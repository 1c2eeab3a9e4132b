import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** 行政行为码 that the office registered. Its state follows from these facts, its pictures and the clock (rules.ts). */
export const codes = sqliteTable(
  'inspection_code',
  {
    id: text('id').primaryKey(),
    text: text('text').notNull(),
    /** By what a text is found again (rules.ts lookupOf). */
    lookup: text('lookup').notNull(),
    partyName: text('party_name').notNull(),
    uscc: text('uscc').notNull(),
    subjectId: text('subject_id'),
    kind: text('kind', { enum: ['ENTERPRISE', 'PATROL'] }).notNull(),
    matter: text('matter').notNull(),
    place: text('place').notNull(),
    officers: text('officers', { mode: 'json' })
      .$type<readonly { readonly id: string; readonly name: string; readonly certNo: string }[]>()
      .notNull(),
    issuedOn: text('issued_on').notNull(),
    checkOn: text('check_on').notNull(),
    registeredBy: text('registered_by').notNull(),
    registeredAt: text('registered_at').notNull(),
    shownHow: text('shown_how', { enum: ['CODE', 'ORAL'] }),
    shownAt: text('shown_at'),
    proofDueAt: text('proof_due_at'),
    score: integer('score'),
    comment: text('comment').notNull(),
    anonymous: integer('anonymous', { mode: 'boolean' }).notNull(),
    withdrawn: integer('withdrawn', { mode: 'boolean' }).notNull(),
    simulated: integer('simulated', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('inspection_code_lookup').on(table.lookup), index('inspection_code_check').on(table.checkOn)],
);
export type CodeRecord = typeof codes.$inferSelect;

/** Pictures of a code and of its scan by the party. */
export const proofs = sqliteTable(
  'inspection_proof',
  {
    id: text('id').primaryKey(),
    codeId: text('code_id').notNull(),
    kind: text('kind', { enum: ['CODE_PICTURE', 'SCAN'] }).notNull(),
    sha256: text('sha256').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    type: text('type', { enum: ['image/jpeg', 'image/png'] }).notNull(),
    keptBy: text('kept_by').notNull(),
    keptAt: text('kept_at').notNull(),
    withdrawn: integer('withdrawn', { mode: 'boolean' }).notNull(),
  },
  (table) => [index('inspection_proof_code').on(table.codeId)],
);
export type ProofRecord = typeof proofs.$inferSelect;
