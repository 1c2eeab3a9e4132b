import type { PadAct, PadLayout } from '../../../preload/contract/pad.ts';
import type { Drawing } from '../../../preload/contract/values.ts';
import { LostSamples, PenClock } from './counters.ts';
import { toPixel, within } from './layout.ts';
import type { PenSample } from './pen.ts';
import type { Capability } from './reports.ts';

type Point = Drawing['strokes'][number][number];

// Limits of the drawing type in the contract; a longer stroke goes on as the next one.
const POINTS_PER_STROKE = 5000;
const STROKES = 200;

/** What the pen that is down is doing: what it began with decides, wherever it goes. */
type Doing = { readonly what: 'ink' } | { readonly what: 'press'; readonly act: PadAct } | { readonly what: 'nothing' };

/** One signature as it grows, from raw samples. Pure: knows no device and no clock. */
export class Capture {
  readonly #capability: Capability;
  readonly #layout: PadLayout;
  readonly #clock = new PenClock();
  readonly #lost = new LostSamples();
  readonly #strokes: Point[][] = [];
  #doing: Doing | null = null;
  #at = { x: 0, y: 0 };
  #startedAt = 0;
  /** Points for which the drawing had no room left. */
  #surplus = 0;

  constructor(capability: Capability, layout: PadLayout) {
    this.#capability = capability;
    this.#layout = layout;
  }

  /** Points in tablet units, `t` in milliseconds since the first. */
  get strokes(): readonly (readonly Point[])[] {
    return this.#strokes;
  }

  /** Samples that are not in the strokes: holes in the pad's own counter, and what came after the drawing was full. */
  get lostSamples(): number {
    return this.#lost.count + this.#surplus;
  }

  /**
   * @param arrivedAt milliseconds, any origin
   * @returns the button that was pressed: the pen went down on it and was lifted on it
   */
  push(sample: PenSample, arrivedAt: number): PadAct | null {
    const time = this.#clock.at(sample.time, arrivedAt);
    const started = this.#strokes.length > 0;
    if (!sample.inRange || !sample.down) {
      const pressed = this.#lifted();
      if (started) this.#lost.saw(sample.sequence);
      return pressed;
    }
    this.#at = toPixel(this.#capability, sample.x, sample.y);
    const begins = this.#doing === null;
    this.#doing ??= this.#begin();
    if (this.#doing.what === 'ink') this.#ink(sample, time, begins);
    if (this.#strokes.length > 0) this.#lost.saw(sample.sequence);
    return null;
  }

  #begin(): Doing {
    const { field, buttons } = this.#layout;
    const button = buttons.find(({ box }) => within(box, this.#at.x, this.#at.y));
    if (button) return { what: 'press', act: button.act };
    return within(field, this.#at.x, this.#at.y) ? { what: 'ink' } : { what: 'nothing' };
  }

  #lifted(): PadAct | null {
    const doing = this.#doing;
    this.#doing = null;
    if (doing?.what !== 'press') return null;
    const button = this.#layout.buttons.find(({ act }) => act === doing.act);
    return button && within(button.box, this.#at.x, this.#at.y) ? doing.act : null;
  }

  #ink({ x, y, pressure }: PenSample, time: number, begins: boolean): void {
    if (this.#strokes.length === 0) this.#startedAt = time;
    const open = this.#strokes.at(-1);
    const fresh = begins || !open || open.length >= POINTS_PER_STROKE;
    // Once a point found no room no later one is kept: it would continue a stroke that it is no part of.
    if (this.#surplus > 0 || (fresh && this.#strokes.length >= STROKES)) {
      this.#surplus += 1;
      return;
    }
    const point = { x, y, p: pressure / this.#capability.maxPressure, t: time - this.#startedAt };
    if (fresh) this.#strokes.push([point]);
    else open.push(point);
  }
}
