import { z } from 'zod';
import { trainingFamily } from './training.ts';

/** A paper that came out of the simulated printer. */
export const printedPaperSchema = z.object({
  lines: z.array(z.string()),
  /** How each line stands on the paper. */
  looks: z.array(z.object({ align: z.enum(['left', 'centre', 'right']), double: z.boolean(), bold: z.boolean() })),
  qrCodes: z.array(z.string()),
  cut: z.boolean(),
});

/** What lies on the tray of the training devices. */
export const traySchema = z.object({
  /** Key of the card on the reader, `''` without one. The deck itself is `card-deck.ts`. */
  laid: z.string(),
  paperIn: z.boolean(),
  papers: z.array(printedPaperSchema),
  /** `lit`: it has power; `broken`: messages that it did not understand. */
  board: z.object({
    lit: z.boolean(),
    /** What its template has no place for is empty. */
    showing: z.object({ number: z.string(), window: z.string(), text: z.string() }).nullable(),
    broken: z.int(),
  }),
  /** What is wrong with each now; `none` = nothing. */
  faults: z.partialRecord(trainingFamily, z.string()),
  /** The camera that is spoken to is in the dock. */
  cameraIn: z.boolean(),
});
