export { powersProjection } from './apply.ts';
export { type PowerItem, powerItems, rangesFor, summaryLimitFen } from './data/index.ts';
export { createPowers, type Powers } from './service.ts';
export { authorities as authorityTable } from './tables.ts';
