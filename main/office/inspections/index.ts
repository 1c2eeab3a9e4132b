export { inspectionsProjection } from './apply.ts';
export { couldBeCode } from './rules.ts';
export { createInspections, type Inspections } from './service.ts';
export { INSPECTION_ACTIONS } from './story.ts';
