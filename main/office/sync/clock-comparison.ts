import { uptime } from 'node:os';
import type { ClockComparison } from '../../../preload/contract/values.ts';

/** The PC's clock, and time as it passed whatever the clock was set to (also while the PC slept); milliseconds. */
export interface PcTime {
  readonly now: () => number;
  readonly passed: () => number;
}
export const pcTime: PcTime = { now: Date.now, passed: () => uptime() * 1000 };

/** The county's time lies somewhere within the call: a longer one says too little. */
const LONGEST_MS = 5000;

/**
 * The PC's clock beside the `Date` of an answer (RFC 9110 §6.6.1, whole seconds, cut off): the middle of the call beside
 * the middle of the second.
 * @param asked milliseconds of the PC's clock when the question left, `answered` when the answer came
 * @returns null where the answer names no time or took too long
 */
export function compareClocks(date: string | null, asked: number, answered: number): ClockComparison | null {
  const county = Date.parse(date ?? '');
  const took = answered - asked;
  if (Number.isNaN(county) || took < 0 || took > LONGEST_MS) return null;
  // Not -0: it is written into signatures.
  const pcAheadSeconds = Math.round((asked + took / 2 - (county + 500)) / 1000) || 0;
  return { at: new Date(answered).toISOString(), pcAheadSeconds, withinSeconds: Math.ceil((took / 2 + 500) / 1000) };
}

/** A time server corrects less at once. */
const SET_MS = 3000;

/** Knows whether the PC's clock was set since it was compared: what was found then says nothing of it any more. */
export class SetSince {
  readonly #time: PcTime;
  #then: { readonly now: number; readonly passed: number } | undefined;

  constructor(time: PcTime) {
    this.#time = time;
  }

  compared(): void {
    this.#then = { now: this.#time.now(), passed: this.#time.passed() };
  }

  /** Across a restart only a clock that is behind the comparison is known to have been set. */
  of({ at }: ClockComparison): boolean {
    const { now, passed } = this.#time;
    if (now() < Date.parse(at)) return true;
    return this.#then !== undefined && Math.abs(now() - this.#then.now - (passed() - this.#then.passed)) > SET_MS;
  }
}
