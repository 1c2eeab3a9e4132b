export { receptionProjection } from './apply.ts';
export { createReception, type Reception } from './service.ts';
export { boardTeller } from './teller.ts';
