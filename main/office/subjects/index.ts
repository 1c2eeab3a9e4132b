export { subjectsProjection } from './apply.ts';
export { maskName } from './rules.ts';
export { createSubjects, numberOf, type Subjects } from './service.ts';
