export type { Signer } from './actions.ts';
export { documentsProjection } from './apply.ts';
export { canonicalText } from './canonical.ts';
export { KINDS } from './registry.ts';
export { createDocuments, type Documents, type NewPaper } from './service.ts';
export { createSigning, type Signing } from './signing.ts';
export { documents as documentTable, printTally } from './tables.ts';
