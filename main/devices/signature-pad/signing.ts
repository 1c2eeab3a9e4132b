import type { PadAct, PadEvent, PadLayout } from '../../../preload/contract/pad.ts';
import type { Drawing, PadFacts } from '../../../preload/contract/values.ts';
import type { Clock } from '../clock.ts';
import { Capture } from './capture.ts';
import type { ConnectedPad } from './connect.ts';
import { decodePen } from './pen.ts';
import { Ended } from './problem.ts';

/** New points are told so often, not each by itself: a pad gives 200 a second. */
const TELL_MS = 40;

interface SigningOptions {
  readonly sessionId: string;
  readonly pad: ConnectedPad;
  readonly layout: PadLayout;
  readonly facts: PadFacts;
  readonly picture: Uint8Array;
  readonly clock: Clock;
  readonly emit: (event: PadEvent) => void;
  readonly onEnd: (worked: boolean) => void;
}

/** One signature on the pad, from the picture to 确认, 取消 or the end of the pad. What is not confirmed is forgotten. */
export class PadSigning {
  readonly #options: SigningOptions;
  #capture: Capture;
  /** Off while the picture is drawn: what the pen does then is no part of the signature. */
  #writing = false;
  #over = false;
  #told: number[] = [];
  #cancelTell: (() => void) | null = null;

  constructor(options: SigningOptions) {
    this.#options = options;
    this.#capture = new Capture(options.pad.capability, options.layout);
  }

  get sessionId(): string {
    return this.#options.sessionId;
  }

  /** @throws NoAnswer */
  async show(): Promise<void> {
    const { pad, picture, layout } = this.#options;
    await pad.link.show(picture, pad.capability, layout.field);
    if (this.#over) await pad.link.rest();
    else this.#writing = true;
  }

  /** An input report of the pad; a damaged one leaves a hole that the sequence counter shows. */
  take(report: Uint8Array): void {
    const { pad, clock } = this.#options;
    const sample = this.#writing ? decodePen(report, pad.capability, pad.option) : null;
    if (!sample) return;
    const act = this.#capture.push(sample, clock.now());
    if (act) void this.#pressed(act);
    else this.#cancelTell ??= clock.after(TELL_MS, () => this.#tell());
  }

  /** Forgets what is written and waits for another signature. */
  async again(): Promise<void> {
    // While a picture is being drawn there is nothing to forget yet.
    if (!this.#writing) return;
    const { pad, layout, emit, sessionId } = this.#options;
    this.#fresh();
    this.#writing = false;
    emit({ step: 'again', sessionId });
    try {
      if (await pad.link.wipe(layout.field)) this.#writing = !this.#over;
      else await this.show();
    } catch {
      // The pad is about to be found lost; that ends the signing.
      await pad.link.hid.close();
    }
  }

  /** Ends without a signature; `told` is what the window says, null when the window itself asked for the end. */
  end(told: { readonly code: string; readonly sentence: string } | null): void {
    if (!this.#finish(false)) return;
    if (told) this.#options.emit({ step: 'ended', sessionId: this.sessionId, ...told });
  }

  async #pressed(act: PadAct): Promise<void> {
    if (act === 'cancel') return this.end(Ended.cancelled);
    // 确认 without a stroke confirms nothing.
    if (act === 'again' || this.#capture.strokes.length === 0) return this.again();
    const drawing = this.#drawing();
    this.#tell();
    if (this.#finish(true)) this.#options.emit({ step: 'signed', sessionId: this.sessionId, drawing });
  }

  #drawing(): Drawing {
    const { pad, facts } = this.#options;
    return {
      canvas: { width: pad.capability.maxX, height: pad.capability.maxY },
      strokes: this.#capture.strokes.map((stroke) => [...stroke]),
      pressureMeasured: true,
      device: 'pad',
      lostSamples: this.#capture.lostSamples,
      pad: facts,
    };
  }

  /** Tells the points that came since the last time. */
  #tell(): void {
    this.#cancelTell?.();
    this.#cancelTell = null;
    const added = this.#capture.strokes.flatMap((stroke, i) => {
      const points = stroke.slice(this.#told[i] ?? 0);
      this.#told[i] = stroke.length;
      return points.length === 0 ? [] : [{ stroke: i, points }];
    });
    if (added.length > 0) this.#options.emit({ step: 'ink', sessionId: this.sessionId, added });
  }

  #fresh(): void {
    this.#cancelTell?.();
    this.#cancelTell = null;
    this.#told = [];
    this.#capture = new Capture(this.#options.pad.capability, this.#options.layout);
  }

  #finish(worked: boolean): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#writing = false;
    this.#fresh();
    this.#options.onEnd(worked);
    // Nothing of a signature stays on a screen that the next one sees.
    void this.#options.pad.link.rest().catch(() => undefined);
    return true;
  }
}
