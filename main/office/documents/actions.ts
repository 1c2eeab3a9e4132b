import { z } from 'zod';
import { paperCode, signRole } from '../../../preload/contract/documents.ts';
import { day, id, longText, sha256, shortText } from '../../../preload/contract/values.ts';
import { defineAction } from '../ledger/index.ts';

const signer = z.object({ role: signRole, name: z.string(), officerId: id.nullable() });
export type Signer = z.infer<typeof signer>;

/** Number, facts and template version come first; the paper is rendered from them, also after a crash. */
export const documentNumbered = defineAction({
  kind: 'document.numbered',
  version: 1,
  scope: 'town',
  payload: z.object({
    paper: paperCode,
    title: z.string(),
    /** Empty for papers without a number of their own. */
    number: z.string(),
    word: z.string(),
    authorityId: id,
    year: z.int(),
    seq: z.int(),
    on: day,
    caseId: id.nullable(),
    template: z.string(),
    checkCode: z.string(),
    facts: z.record(z.string(), z.unknown()),
    signers: z.array(signer),
    simulated: z.boolean(),
  }),
});

/** The bytes are stored (file before fact) and never made again. */
export const documentRendered = defineAction({
  kind: 'document.rendered',
  version: 1,
  scope: 'county',
  payload: z.object({ sha256, pages: z.int() }),
});

/** A signature object is stored; it names the hash of the exact bytes that were shown. */
export const documentSigned = defineAction({
  kind: 'document.signed',
  version: 1,
  scope: 'town',
  payload: z.object({
    role: signRole,
    name: z.string(),
    sha256,
    documentSha256: sha256,
    credentialsChecked: z.boolean(),
  }),
});

/** 拒签: reason and witness, noted on the paper. 处罚法 52 */
export const documentSignRefused = defineAction({
  kind: 'document.sign-refused',
  version: 1,
  scope: 'town',
  payload: z.object({ reason: shortText, witness: shortText, documentSha256: sha256 }),
});

/** The copy that carries the strokes, beside the untouched original. */
export const documentSignedCopy = defineAction({
  kind: 'document.signed-copy-made',
  version: 1,
  scope: 'town',
  payload: z.object({ sha256, pages: z.int() }),
});

export const documentDelivered = defineAction({
  kind: 'document.delivered',
  version: 1,
  scope: 'county',
  payload: z.object({ on: day }),
});

/** T15, T21: a number is never deleted, only voided with its reason. */
export const documentVoided = defineAction({
  kind: 'document.voided',
  version: 1,
  scope: 'county',
  payload: z.object({ reason: longText, on: day }),
});
