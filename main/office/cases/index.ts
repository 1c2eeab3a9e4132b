export { casesProjection } from './apply.ts';
export { type CaseGround, caseRecord, requireUnfiled } from './ground.ts';
export { checkOfficer } from './rules/who-acts.ts';
export { type Cases, createCases } from './service.ts';
export { cases as caseTable, drafts as draftTable, orders as orderTable } from './tables.ts';
export { inWords } from './timeline.ts';
