export { trainingSet } from './actions.ts';
export { settingsProjection } from './apply.ts';
export type { ParameterValues } from './parameters.ts';
export { createSettings, type Settings } from './service.ts';
export { deskSettings } from './tables.ts';
