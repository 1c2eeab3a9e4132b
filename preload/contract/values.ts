import { z } from 'zod';

/** Legal day in Asia/Shanghai, `YYYY-MM-DD`. */
export const day = z.iso.date();
/** UTC ISO instant. */
export const instant = z.iso.datetime();
/** Money in integer fen, never negative. */
export const fen = z.int().min(0).max(1_000_000_000_00);
/** UUIDv7 of a thing. */
export const id = z.uuid();
/** Hex SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Short text typed by a person. */
export const shortText = z.string().trim().max(200);
/** Long text typed by a person. */
export const longText = z.string().trim().max(4000);

/** One stroke point: x, y in canvas units, pressure 0–1 (0.5 where not measured), milliseconds since the first point. */
export const strokePoint = z.object({
  x: z.number(),
  y: z.number(),
  p: z.number().min(0).max(1),
  t: z.number().min(0),
});
/** The PC's clock beside the county's, as last compared. */
export const clockComparison = z.object({
  at: instant,
  /** Positive where the PC is ahead; the truth lies at most `withinSeconds` to either side. */
  pcAheadSeconds: z.int(),
  withinSeconds: z.int().min(1),
});
export type ClockComparison = z.infer<typeof clockComparison>;

/** The pad on which a signature was written, as it introduced itself. */
export const padFacts = z.object({
  model: z.string().max(40),
  serialNo: z.string().max(40),
  firmware: z.string().max(20),
  /** Units of x and y an inch; 0 where the pad does not say. */
  unitsPerInch: z.int().min(0),
  /** Largest raw pressure; p = raw / this. */
  maxPressure: z.int().min(1),
  /** Samples a second; 0 where the pad does not say. */
  reportRate: z.int().min(0),
  simulated: z.boolean(),
});
export type PadFacts = z.infer<typeof padFacts>;

/** What a signer drew, raw, before any smoothing (hardware.md §2.3–2.4). */
export const drawing = z.object({
  canvas: z.object({ width: z.number().positive(), height: z.number().positive() }),
  strokes: z.array(z.array(strokePoint).min(1).max(5000)).min(1).max(200),
  pressureMeasured: z.boolean(),
  device: z.enum(['screen-pen', 'screen-touch', 'screen-mouse', 'pad']),
  lostSamples: z.int().min(0),
  /** Present when the device is `pad`. */
  pad: padFacts.optional(),
});
export type Drawing = z.infer<typeof drawing>;

/** A rule that says no (or warns) about one field, in words. */
export const problem = z.object({
  field: z.string(),
  code: z.string(),
  sentence: z.string(),
  basis: z.string().optional(),
  /** `stop` forbids the next step, `warn` lets it pass. */
  weight: z.enum(['stop', 'warn']),
});
export type Problem = z.infer<typeof problem>;
