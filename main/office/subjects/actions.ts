import { z } from 'zod';
import { party } from '../../../preload/contract/subjects.ts';
import { sha256 } from '../../../preload/contract/values.ts';
import { defineAction } from '../ledger/index.ts';

/** A party as met in a case: the full data stays in the town. */
export const subjectRecorded = defineAction({
  kind: 'subject.recorded',
  version: 1,
  scope: 'town',
  payload: z.object({ party, no: z.string() }),
});

/** The raw reading of an identity card is kept as evidence: 256 text bytes, 1024 photo bytes, module number. */
export const cardRead = defineAction({
  kind: 'card.read',
  version: 1,
  scope: 'town',
  payload: z.object({ sha256, samId: z.string(), simulated: z.boolean() }),
});
