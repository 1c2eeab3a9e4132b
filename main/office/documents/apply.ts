import { eq } from 'drizzle-orm';
import { ProjectionBuilder, type WriteTables } from '../ledger/index.ts';
import * as did from './actions.ts';
import { type DocumentRecord, documents, type GivenSignature } from './tables.ts';

function change(tables: WriteTables, id: string, set: Partial<DocumentRecord>): void {
  tables.update(documents).set(set).where(eq(documents.id, id)).run();
}

/** A document is signed when every expected signer has signed or refused. */
function addSignature(tables: WriteTables, id: string, given: GivenSignature): void {
  const row = tables.select().from(documents).where(eq(documents.id, id)).get();
  if (row === undefined) throw new Error(`document ${id} has no number`);
  const signatures = [...row.signatures.filter((one) => one.role !== given.role), given];
  const complete = row.signers.every((signer) => signatures.some((one) => one.role === signer.role));
  change(tables, id, { signatures, ...(complete && row.state === 'RENDERED' ? { state: 'SIGNED' } : {}) });
}

export const documentsProjection = new ProjectionBuilder('documents', 1, [documents])
  .on(did.documentNumbered, (tables, { subject, at, payload }) => {
    tables
      .insert(documents)
      .values({ id: subject, ...payload, signatures: [], state: 'NUMBERED', pages: 0, madeAt: at, voidReason: '' })
      .run();
  })
  .on(did.documentRendered, (tables, { subject, payload }) => {
    const row = tables.select({ signers: documents.signers }).from(documents).where(eq(documents.id, subject)).get();
    change(tables, subject, { ...payload, state: row?.signers.length === 0 ? 'SIGNED' : 'RENDERED' });
  })
  .on(did.documentSigned, (tables, { subject, at, payload }) => {
    const { role, name, sha256 } = payload;
    addSignature(tables, subject, { role, name, state: 'SIGNED', at, note: '', sha256 });
  })
  .on(did.documentSignRefused, (tables, { subject, at, payload }) => {
    const note = `拒绝签收：${payload.reason}；见证人：${payload.witness}`;
    addSignature(tables, subject, { role: 'PARTY', name: '当事人', state: 'REFUSED', at, note });
  })
  .on(did.documentSignedCopy, (tables, { subject, payload }) =>
    change(tables, subject, { signedSha256: payload.sha256 }),
  )
  .on(did.documentDelivered, (tables, { subject, payload }) =>
    change(tables, subject, { state: 'DELIVERED', deliveredOn: payload.on }),
  )
  .on(did.documentVoided, (tables, { subject, payload }) =>
    change(tables, subject, { state: 'VOIDED', voidReason: payload.reason }),
  )
  .build();
