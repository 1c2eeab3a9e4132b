import { z } from 'zod';
import { quad, taking, turn } from '../../../preload/contract/photos.ts';
import { id, instant, sha256, shortText } from '../../../preload/contract/values.ts';
import { defineAction } from '../ledger/index.ts';

const pixels = z.int().min(1).max(65_535);

/** A page under the document camera: both pictures are stored and were read back; only then is this recorded. */
export const photoKept = defineAction({
  kind: 'photo.kept',
  version: 1,
  scope: 'town',
  payload: z.object({
    caseId: id,
    title: shortText,
    batchId: id,
    page: z.int(),
    pages: z.int(),
    /** The paper cut out of the original: corners and turn say how. */
    sha256,
    sizeBytes: z.int(),
    width: pixels,
    height: pixels,
    /** As the camera gave it. */
    originalSha256: sha256,
    originalBytes: z.int(),
    originalWidth: pixels,
    originalHeight: pixels,
    originalType: z.enum(['image/jpeg', 'image/png']),
    corners: quad,
    turn,
    taking,
    /** As the camera calls itself. */
    camera: z.string(),
    takenAt: instant,
    simulated: z.boolean(),
  }),
});

/** Taken off its case with a reason; nothing is deleted. */
export const photoDetached = defineAction({
  kind: 'photo.detached',
  version: 1,
  scope: 'town',
  payload: z.object({ caseId: id, title: shortText, reason: shortText }),
});
