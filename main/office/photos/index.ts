export { photosProjection } from './apply.ts';
export { pictureHead } from './picture.ts';
export { createPhotos, type Photos } from './service.ts';
