export { evidenceProjection } from './apply.ts';
export { createEvidence, type Evidence } from './service.ts';
export { offloadFiles, offloads } from './tables.ts';
export { createTrainingReads, type TrainingReads } from './training-reads.ts';
export { footageRows, verifyFootage } from './verify-footage.ts';
