import type { DraftContent } from '../../preload/contract/cases.ts';

const NOT_SIGNED = { drawing: null, refused: false, refusalReason: '', witness: '' };

/** What the officer reads out: who acts, against whom, for what, and what is intended. */
const spoken = ({ who, party, violation, penalty }: DraftContent) =>
  JSON.stringify([who.officerIds, who.authorityId, party, violation, penalty.kind, penalty.fineFen, penalty.tier]);
const heard = ({ notice }: DraftContent) =>
  JSON.stringify([notice.defence, notice.defenceText, notice.defenceAnswer, notice.adopted]);

/**
 * The draft after a change. Facts changed after the party was told: he must be told again and sign again
 * (处罚法 44, 45; T10). A changed defence only asks for a new signature.
 */
export function withToldKept(before: DraftContent, after: DraftContent): DraftContent {
  if (after.notice.sign !== before.notice.sign) return after;
  const retell = spoken(before) !== spoken(after);
  if (!retell && heard(before) === heard(after)) return after;
  return {
    ...after,
    notice: { ...after.notice, toldOrally: after.notice.toldOrally && !retell, sign: NOT_SIGNED },
  };
}
