import { and, eq } from 'drizzle-orm';
import { ProjectionBuilder } from '../ledger/index.ts';
import * as did from './actions.ts';
import { lookupOf } from './rules.ts';
import { codes, proofs } from './tables.ts';

export const inspectionsProjection = new ProjectionBuilder('inspections', 2, [codes, proofs])
  .on(did.codeRegistered, (tables, { subject, actor, at, payload }) => {
    const fresh = { shownHow: null, shownAt: null, proofDueAt: null, score: null, comment: '', anonymous: false };
    tables
      .insert(codes)
      .values({
        id: subject,
        ...payload,
        lookup: lookupOf(payload.text),
        registeredBy: actor,
        registeredAt: at,
        ...fresh,
        withdrawn: false,
      })
      .run();
  })
  .on(did.codeCorrected, (tables, { subject, payload: { reason: _, showingVoid, ...bound } }) => {
    const unshown = showingVoid ? { shownHow: null, shownAt: null, proofDueAt: null } : {};
    tables
      .update(codes)
      .set({ ...bound, lookup: lookupOf(bound.text), ...unshown, withdrawn: false })
      .where(eq(codes.id, subject))
      .run();
  })
  .on(did.codeShown, (tables, { subject, payload: { how, at, proofDueAt } }) => {
    tables.update(codes).set({ shownHow: how, shownAt: at, proofDueAt }).where(eq(codes.id, subject)).run();
  })
  .on(did.codeEvaluated, (tables, { subject, payload: { reason: _, ...evaluation } }) => {
    tables.update(codes).set(evaluation).where(eq(codes.id, subject)).run();
  })
  .on(did.codeWithdrawn, (tables, { subject }) => {
    tables.update(codes).set({ withdrawn: true }).where(eq(codes.id, subject)).run();
  })
  .on(did.proofKept, (tables, { subject, actor, at, payload }) => {
    tables
      .insert(proofs)
      .values({ id: subject, ...payload, keptBy: actor, keptAt: at, withdrawn: false })
      .run();
  })
  .on(did.proofWithdrawn, (tables, { subject, payload: { codeId } }) => {
    tables.update(proofs).set({ withdrawn: true }).where(eq(proofs.id, subject)).run();
    const scans = and(eq(proofs.codeId, codeId), eq(proofs.kind, 'SCAN'), eq(proofs.withdrawn, false));
    if (tables.select().from(proofs).where(scans).get() !== undefined) return;
    // An evaluation stands on a screenshot; it does not come back for another one.
    tables.update(codes).set({ score: null, comment: '', anonymous: false }).where(eq(codes.id, codeId)).run();
  })
  .build();
