import { eq } from 'drizzle-orm';
import { ProjectionBuilder } from '../ledger/index.ts';
import { photoDetached, photoKept } from './actions.ts';
import { photos } from './tables.ts';

export const photosProjection = new ProjectionBuilder('photos', 1, [photos])
  .on(photoKept, (tables, { subject, actor, payload }) => {
    const { caseId, title, page, pages, sha256, sizeBytes, width, height, camera, takenAt, simulated } = payload;
    const { originalSha256, originalBytes, originalType } = payload;
    tables
      .insert(photos)
      .values({
        ...{ id: subject, takenFor: caseId, caseId, title, page, pages, sha256, sizeBytes, width, height },
        ...{ originalSha256, originalBytes, originalType, camera, takenBy: actor, takenAt, simulated },
      })
      .run();
  })
  .on(photoDetached, (tables, { subject }) => {
    tables.update(photos).set({ caseId: null }).where(eq(photos.id, subject)).run();
  })
  .build();
