import { z } from 'zod';

/** Longitude and latitude in degrees; of which coordinate system, only the camera's maker knows. */
const place = z.tuple([z.number(), z.number()]);

/** Where a camera was, as its GPS file tells. */
export const track = z.object({
  /** Places with a fix; those without one; those that are no place on earth. */
  points: z.int(),
  noFix: z.int(),
  bad: z.int(),
  /** False where the file breaks off or goes wrong: the rest could not be read. */
  whole: z.boolean(),
  /** Why it is not whole: the text just ends. */
  brokenOff: z.boolean(),
  first: place.nullable(),
  last: place.nullable(),
  /** Of the way from place to place, rounded. */
  metres: z.int(),
  /** At most 400 of them, evenly chosen, to be drawn. */
  drawn: z.array(place),
  /** As the file says it; empty where it does not. */
  deviceNo: z.string(),
  officer: z.string(),
  beginTime: z.string(),
  endTime: z.string(),
});
export type Track = z.infer<typeof track>;

/** What is in a file that lay beside a recording. */
export const readBeside = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('GPS'), track }),
  /** `cut`: only its end is shown. */
  z.object({ kind: z.literal('LOG'), text: z.string(), cut: z.boolean() }),
]);
export type ReadBeside = z.infer<typeof readBeside>;
