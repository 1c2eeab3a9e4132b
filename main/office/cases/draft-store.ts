import { desc, eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import { type Draft, type DraftContent, draftContent } from '../../../preload/contract/cases.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Ledger } from '../ledger/index.ts';
import { drafts } from './tables.ts';

/** Drafts of this desk: kept at every step, back after a crash, never in the journal. */
export interface DraftStore {
  mine(officerId: string): Draft[];
  /** Refuses CASE-101 for a draft that is gone or belongs to a colleague. */
  get(draftId: string, officerId: string): Draft;
  /** With the only authority that may act today already chosen; nothing is typed twice. */
  create(officerId: string, content?: DraftContent): Draft;
  put(draft: Pick<Draft, 'id' | 'step' | 'content' | 'caseId'>): Draft;
  remove(draftId: string): void;
  ofCase(caseId: string): Draft | undefined;
}

export function createDraftStore(ledger: Ledger, clock: Clock, usual: () => string | null): DraftStore {
  const parse = (row: typeof drafts.$inferSelect): Draft => ({ ...row, content: draftContent.parse(row.content) });
  const find = (id: string) => ledger.read.select().from(drafts).where(eq(drafts.id, id)).get();
  return {
    mine: (officerId) =>
      ledger.read
        .select()
        .from(drafts)
        .where(eq(drafts.officerId, officerId))
        .orderBy(desc(drafts.savedAt))
        .all()
        .map(parse),
    get(draftId, officerId) {
      const row = find(draftId);
      if (row === undefined || row.officerId !== officerId) {
        refuse('CASE-101', '这份草稿不在了，或属于别的同事；已办出的案件可在案件台账里找到。');
      }
      return parse(row);
    },
    create(officerId, given) {
      const content = given ?? draftContent.parse({ who: { officerIds: [officerId], authorityId: usual() } });
      const row = { id: uuid(), officerId, caseId: null, step: 1, content, savedAt: clock.iso() };
      ledger.local((tables) => tables.insert(drafts).values(row).run());
      return row;
    },
    put({ id, ...set }) {
      ledger.local((tables) =>
        tables
          .update(drafts)
          .set({ ...set, savedAt: clock.iso() })
          .where(eq(drafts.id, id))
          .run(),
      );
      const row = find(id);
      return row === undefined ? refuse('CASE-101', '这份草稿不在了，请回到草稿列表。') : parse(row);
    },
    remove: (draftId) => void ledger.local((tables) => tables.delete(drafts).where(eq(drafts.id, draftId)).run()),
    ofCase(caseId) {
      const row = ledger.read.select().from(drafts).where(eq(drafts.caseId, caseId)).get();
      return row === undefined ? undefined : parse(row);
    },
  };
}
