export { photosProjection } from './apply.ts';
export { createPhotos, type Photos } from './service.ts';
