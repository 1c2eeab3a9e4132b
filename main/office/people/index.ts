export { ADMIN_ACTIONS } from './admin-actions.ts';
export { peopleProjection } from './apply.ts';
export { passwordTrouble } from './rules.ts';
export { createPeople, type People } from './service.ts';
export { createSessions, type Sessions } from './sessions.ts';
export { credentials } from './tables.ts';
