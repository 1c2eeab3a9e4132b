/** One reading of a camera's clock: offsets are PC time minus camera time in seconds, null where it told no time. */
export interface ClockReading {
  /** When it was read, by our clock. */
  readonly at: string;
  readonly order: 'SET' | 'STORAGE';
  readonly before: number | null;
  /** Null where the order leaves the clock as it is. */
  readonly after: number | null;
}

/** A reading of this docking, not of one of the days before: clocks drift, and are set by hand. */
const CLOCK_KNOWN_MS = 12 * 3_600_000;

/**
 * The offset that was in force when a recording began, given by the camera's own time. Each 校时 ends one stretch of the
 * camera's time and begins another; a recording belongs to the stretch into which its time falls by the offset of that
 * stretch. Null where none fits or two do: after a clock was set back, one hour may have come twice.
 * @param readings of one camera, oldest first
 * @returns seconds; undefined where nothing was read within 12 h before `now`, or the camera never told its time
 */
export function offsetAt(readings: readonly ClockReading[], startMs: number, now: Date): number | null | undefined {
  const last = readings.at(-1);
  if (last === undefined || now.getTime() - Date.parse(last.at) >= CLOCK_KNOWN_MS) return undefined;
  if (readings.every(({ before, after }) => before === null && after === null)) return undefined;
  const fitting = stretches(readings).filter(({ from, to, offset }) => {
    // A camera that told no time after it was set was set to ours.
    const real = startMs + (offset ?? 0) * 1000;
    return from <= real && real < to;
  });
  return fitting.length === 1 ? (fitting[0]?.offset ?? null) : null;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly offset: number | null;
}

/** What was read last in a stretch is its offset. */
function stretches(readings: readonly ClockReading[]): Stretch[] {
  const all: Stretch[] = [];
  let from = Number.NEGATIVE_INFINITY;
  let offset: number | null = null;
  for (const { at, order, before, after } of readings) {
    offset = before;
    if (order === 'STORAGE') continue;
    all.push({ from, to: Date.parse(at), offset });
    from = Date.parse(at);
    offset = after;
  }
  return [...all, { from, to: Number.POSITIVE_INFINITY, offset }];
}
