import type { PadLayout, PadStage } from '../../../preload/contract/pad.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { CannotConnect } from '../cannot-connect.ts';
import { Driver, type DriverOptions } from '../driver.ts';
import type { PadCandidate } from './candidates.ts';
import { type ConnectedPad, connectPad } from './connect.ts';
import { pictureLength } from './image.ts';
import { padLayout, toUnits } from './layout.ts';
import { NoAnswer } from './link.ts';
import { cannotOpen, Ended, LOST } from './problem.ts';
import { PadSigning } from './signing.ts';

const BEAT_MS = 2000;
const BACK_OFF_MS = [500, 1000, 2000];

interface PadOptions extends DriverOptions {
  /** Asked anew before every attempt: with `auto` the devices may have changed. */
  readonly candidates: () => Promise<readonly PadCandidate[]>;
}

/** A signature pad from plug to unplug and back, and the one signature that is being written on it. */
export class SignaturePad extends Driver {
  readonly #options: PadOptions;
  #pad: ConnectedPad | null = null;
  #signing: PadSigning | null = null;
  #drawing: Promise<unknown> = Promise.resolve();

  constructor(options: PadOptions) {
    super('signature-pad', options);
    this.#options = options;
  }

  /** The plan of the screen; null while there is no pad. */
  get layout(): PadLayout | null {
    return this.#pad && padLayout(this.#pad.capability);
  }

  protected letGo(): Promise<void> | undefined {
    return this.#pad?.link.hid.close();
  }

  /**
   * Draws the picture and collects a signature. One that is being written for another window ends without being kept.
   * @param picture one bit a pixel, 1 = black, of exactly the size of the screen
   * @throws Refusal DEV-421 without a pad, DEV-422 when the picture has another size, DEV-423 when the pad refuses it
   */
  begin(sessionId: string, picture: Uint8Array): Promise<PadStage> {
    // Two pictures at once would mix on the way: the second waits until the first is drawn.
    const mine = this.#drawing.then(() => this.#begin(sessionId, picture));
    this.#drawing = mine.catch(() => undefined);
    return mine;
  }

  async #begin(sessionId: string, picture: Uint8Array): Promise<PadStage> {
    const pad = this.#pad ?? refuse('DEV-421', '签字板没有连接，什么都没有丢。请接好签字板，或改在屏幕上签名。');
    const { capability, link } = pad;
    const layout = padLayout(capability);
    if (picture.length !== pictureLength(layout.width, layout.height))
      refuse('DEV-422', '刚刚换了一块签字板，内容没有丢。请关闭签名窗口后重新打开。');
    this.#signing?.end(Ended.taken);
    const { model, serialNo, firmware } = pad;
    const { simulated, clock, emit } = this.#options;
    const signing = new PadSigning({
      sessionId,
      pad,
      layout,
      facts: {
        ...{ model, serialNo, firmware, simulated },
        unitsPerInch: capability.resolution,
        maxPressure: capability.maxPressure,
        reportRate: capability.reportRate,
      },
      picture,
      clock,
      emit: (event) => emit({ type: 'pad', event }),
      onEnd: (worked) => this.#ended(signing, worked),
    });
    this.#signing = signing;
    this.state.set({ state: 'busy' });
    try {
      await signing.show();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      signing.end(null);
      void link.hid.close();
      refuse('DEV-423', '签字板没有显示出内容，什么都没有丢。请拔下签字板再插上，或改在屏幕上签名。');
    }
    return {
      canvas: { width: capability.maxX, height: capability.maxY },
      field: toUnits(capability, layout.field),
    };
  }

  /** 重签, from the window. A signing that is over meanwhile needs none. */
  async rewrite(sessionId: string): Promise<void> {
    if (this.#signing?.sessionId === sessionId) await this.#signing.again();
  }

  /** The window needs no signature any more; nothing is kept. */
  end(sessionId: string): void {
    if (this.#signing?.sessionId === sessionId) this.#signing.end(null);
  }

  #ended(signing: PadSigning, worked: boolean): void {
    if (this.#signing !== signing) return;
    this.#signing = null;
    if (worked) this.state.worked('ready');
    else if (this.health.state === 'busy') this.state.set({ state: 'ready' });
  }

  protected run(): Promise<void> {
    return this.keepConnected(BACK_OFF_MS, async () => {
      const pad = await this.#connect();
      if (pad) await this.#serve(pad);
      return pad !== null;
    });
  }

  async #connect(): Promise<ConnectedPad | null> {
    const { clock, candidates } = this.#options;
    try {
      const found = await candidates().catch((error) => {
        throw new CannotConnect('error', cannotOpen(error));
      });
      return await connectPad(found, clock, this.trace);
    } catch (error) {
      if (!(error instanceof CannotConnect)) throw error;
      this.state.failed(error.state, error.told);
      return null;
    }
  }

  /** Stays with the pad until it is gone: its handle tells at once, the heartbeat where the system does not. */
  async #serve(pad: ConnectedPad): Promise<void> {
    const { path, vidPid, model, serialNo, firmware, link } = pad;
    let open = true;
    let cause: unknown = null;
    link.hid.onInput((report) => this.#signing?.take(report));
    link.hid.onClose((error) => {
      open = false;
      cause = error;
      this.wake();
    });
    this.#pad = pad;
    this.state.set({ path, vidPid, model, serialNo, firmware, state: 'ready' });
    while (open && !this.interrupted) {
      await this.pause(BEAT_MS);
      if (open)
        await link.status().catch((error: unknown) => {
          cause ??= error;
          return link.hid.close();
        });
    }
    this.#pad = null;
    this.#signing?.end(Ended.lost);
    if (!this.interrupted) this.state.failed('absent', { ...LOST, raw: cause ? String(cause) : '' });
    if (open) await link.rest().catch(() => undefined);
    await link.hid.close();
  }
}
