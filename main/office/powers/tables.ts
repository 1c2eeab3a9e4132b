import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Enforcing authorities with the dates of their power (domain.md §1.1). */
export const authorities = sqliteTable('authority', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  shortName: text('short_name').notNull(),
  mode: text('mode', { enum: ['TOWN_OWN', 'COUNTY_DISPATCH', 'ENTRUSTED', 'STATUTORY_TOWN'] }).notNull(),
  legalBasis: text('legal_basis').notNull(),
  from: text('from_day').notNull(),
  to: text('to_day'),
  docPrefix: text('doc_prefix').notNull(),
  reconsiderBody: text('reconsider_body').notNull(),
  court: text('court').notNull(),
  payChannel: text('pay_channel').notNull(),
});

/** Item – authority – dates: the power list. */
export const assignments = sqliteTable('power_assignment', {
  id: text('id').primaryKey(),
  itemCode: text('item_code').notNull(),
  authorityId: text('authority_id').notNull(),
  from: text('from_day').notNull(),
  to: text('to_day'),
  noticeNo: text('notice_no').notNull(),
});
