import { z } from 'zod';
import { defineAction } from '../ledger/index.ts';

export const townSaved = defineAction({
  kind: 'town.saved',
  version: 1,
  scope: 'county',
  payload: z.object({ townName: z.string(), county: z.string(), deskName: z.string() }),
});

/** A legal figure is changed for this town, with the reason (domain.md §0.1: 待核 must be a parameter). */
export const parameterSet = defineAction({
  kind: 'parameter.set',
  version: 1,
  scope: 'town',
  payload: z.object({ key: z.string(), value: z.union([z.number(), z.boolean(), z.string()]), reason: z.string() }),
});

/** A training device was switched on or off at this desk: what is made with it is marked as simulated. */
export const trainingSet = defineAction({
  kind: 'devices.training-set',
  version: 1,
  scope: 'desk',
  payload: z.object({ family: z.string(), on: z.boolean() }),
});

/** A backup was written and read back. */
export const backupMade = defineAction({
  kind: 'ledger.backup-made',
  version: 1,
  scope: 'desk',
  payload: z.object({ bytes: z.int(), deskSeq: z.int() }),
});
