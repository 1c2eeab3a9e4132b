import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Role } from '../../../preload/contract/people.ts';

/** Officers, their certificates and roles: projected from `officer.*` actions. */
export const officers = sqliteTable('officer', {
  id: text('id').primaryKey(),
  number: text('number').notNull(),
  name: text('name').notNull(),
  unit: text('unit').notNull(),
  certNo: text('cert_no').notNull(),
  certIssuer: text('cert_issuer').notNull(),
  certFrom: text('cert_from'),
  certTo: text('cert_to'),
  areas: text('areas', { mode: 'json' }).$type<string[]>().notNull(),
  status: text('status', { enum: ['ACTIVE', 'LEFT'] }).notNull(),
  roles: text('roles', { mode: 'json' }).$type<Role[]>().notNull(),
});

/** Passwords never enter the journal: local table. */
export const credentials = sqliteTable('credential', {
  officerId: text('officer_id').primaryKey(),
  /** argon2id, encoded form with its salt and parameters. */
  hash: text('hash').notNull(),
  failures: integer('failures').notNull(),
  lockedUntil: text('locked_until'),
  changedAt: text('changed_at').notNull(),
});
