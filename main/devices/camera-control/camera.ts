import type { CameraClock, CameraFacts, CarrierTold } from '../../../preload/contract/devices.ts';
import { Driver, type DriverOptions } from '../driver.ts';
import { systemError } from '../system-error.ts';
import type { Transport } from '../transport/transport.ts';
import { ControlLink, NoAnswer } from './link.ts';
import { type Answer, type Asked, type Call, type CameraInfo, fromLocal, Result, toLocal } from './messages.ts';
import { expectDone, HELPER_CRASHED, HELPER_GONE, inDoubt, NOT_ANSWERING, noAnswer, noCamera } from './problem.ts';

/** How often a camera is looked for, and how often one that is there is asked for battery and clock. */
const LOOK_MS = 2000;
/** One that is pulled while nobody orders anything is missed by the next question: within two seconds. */
const BEAT_MS = 1500;
const BUSY_MS = 1000;
const BACK_OFF_MS = [500, 1000, 2000, 5000, 10_000];
/** A helper that failed by itself sooner than this does not shorten the next wait. */
const LASTED_MS = 10_000;

const serialOf = (info: CameraInfo) => info.serial.trim().toUpperCase();

interface CameraOptions extends DriverOptions {
  readonly dial: (tell: (line: string) => void) => Promise<Transport>;
}

/**
 * A camera that has to be spoken to before it is a disk: who it is, its clock, its battery, and the switch to storage.
 * Then its volume appears and the ordinary watch takes over. hardware.md §4.4
 */
export class ControlledCamera extends Driver {
  readonly #options: CameraOptions;
  #link: ControlLink | null = null;
  /** Introduced and not given away. */
  #facts: CameraFacts | null = null;
  /** Orders at work: a beat in the middle of one would tell of a camera that is leaving. */
  #orders = 0;

  constructor(options: CameraOptions) {
    super('camera-control', { ...options, canTest: false });
    this.#options = options;
  }

  /** A camera stays ready while an order is at work. */
  override get inUse(): boolean {
    return this.#orders > 0;
  }

  /** 校时: sets the clock of the camera to ours. Refuses DEV-330, 332 … 335, 337, 343, 344. */
  async syncClock(password: string): Promise<CameraClock> {
    const { link, deviceNo } = this.#there();
    return this.#ordered(link, async () => {
      const before = (await this.#ask(link))?.offsetSeconds ?? null;
      const time = toLocal(this.#options.clock.now());
      const { result } = await this.#give(link, '校时', 'SyncDevTime', { password, time });
      expectDone(result, Result.clockSet, '校时');
      // That it is set is not lost with a camera that is busy or gone afterwards.
      const after = await this.#readBack(link, deviceNo);
      if (after !== null) this.state.worked('ready');
      return { deviceNo, before, after: after?.offsetSeconds ?? null, simulated: this.#options.simulated };
    });
  }

  /** 转为存储: the camera leaves and comes back as a disk. Refuses DEV-330, 332 … 334, 336, 337, 343, 344. */
  async toStorage(password: string): Promise<CameraClock> {
    const { link, deviceNo } = this.#there();
    return this.#ordered(link, async () => {
      const before = (await this.#ask(link))?.offsetSeconds ?? null;
      const { result } = await this.#give(link, '转为存储', 'SetMSDC', { password });
      expectDone(result, Result.storage, '转为存储');
      this.#leave(true);
      this.state.worked('absent');
      await link.call('UnInit_Device').catch(() => undefined);
      return { deviceNo, before, after: null, simulated: this.#options.simulated };
    });
  }

  /**
   * 写入编号: who carries the camera, as the names of its films will say; the number of the device and its unit stay.
   * Once the camera says that it is written nothing is refused any more: whether it could be read back, and as what, is
   * told. Refuses DEV-330, 332 … 334, 337, 343, 344.
   */
  async writeCarrier(
    password: string,
    { officerNo, officerName }: { officerNo: string; officerName: string },
  ): Promise<CarrierTold> {
    const { link, deviceNo } = this.#there();
    return this.#ordered(link, async () => {
      const told = await link.call('GetZFYInfo');
      expectDone(told.result, Result.connected, '写入编号');
      if (told.result === 'busy' || told.data === null) return noAnswer();
      // Swapped since it was introduced: another camera is not written in its place.
      if (serialOf(told.data.info) !== deviceNo) return noCamera();
      const info = { ...told.data.info, userNo: officerNo, userName: officerName };
      const { result } = await this.#give(link, '写入编号', 'WriteZFYInfo', { password, info });
      expectDone(result, Result.passwordRight, '写入编号');
      const after = await this.#readBack(link, deviceNo);
      if (after !== null) this.state.worked('ready');
      const readBack = after !== null && after.officerNo === officerNo && after.officerName === officerName;
      const differs = after !== null && !readBack;
      return { deviceNo, officerNo, simulated: this.#options.simulated, readBack, differs };
    });
  }

  /** What the camera says after an order was done; null where it is busy, gone, or another one. */
  async #readBack(link: ControlLink, deviceNo: string): Promise<CameraFacts | null> {
    try {
      const after = await this.#ask(link);
      return after?.deviceNo === deviceNo ? after : null;
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      void link.close();
      return null;
    }
  }

  #there(): { link: ControlLink; deviceNo: string } {
    if (!this.#link || !this.#facts) return noCamera();
    return { link: this.#link, deviceNo: this.#facts.deviceNo };
  }

  /**
   * The order itself, after the questions before it: without an answer the camera may have followed it all the same.
   * Refuses DEV-344.
   */
  async #give<C extends Call>(link: ControlLink, what: string, call: C, asked: Asked): Promise<Answer<C>> {
    const { deviceNo } = this.#there();
    try {
      return await link.call(call, asked);
    } catch (error) {
      if (!(error instanceof NoAnswer) || !error.sent) throw error;
      const crashed = hasCrashed(error, link);
      void link.close();
      return inDoubt(deviceNo, what, crashed);
    }
  }

  /** A helper that does not answer an order is not believed any more: it is ended, and begun anew. */
  async #ordered<T>(link: ControlLink, order: () => Promise<T>): Promise<T> {
    this.#orders += 1;
    try {
      return await order();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const crashed = hasCrashed(error, link);
      void link.close();
      return noAnswer(crashed);
    } finally {
      this.#orders -= 1;
    }
  }

  protected letGo(): Promise<void> | undefined {
    return this.#link?.close();
  }

  protected run(): Promise<void> {
    return this.keepConnected(BACK_OFF_MS, () => this.#once());
  }

  /** From the start of the helper to its end. True when a camera was there, and the helper did not soon fail. */
  async #once(): Promise<boolean> {
    const { clock, dial } = this.#options;
    let transport: Transport;
    try {
      transport = await dial((line) => this.trace.add(line));
    } catch (error) {
      this.state.failed('error', { ...HELPER_GONE, raw: systemError(error).message });
      return false;
    }
    const link = new ControlLink(transport, clock, this.trace);
    this.#link = link;
    link.onClose(() => this.wake());
    const since = clock.now();
    let worked = false;
    try {
      while (!link.closed && !this.interrupted) {
        const wait = this.#orders > 0 ? BUSY_MS : await this.#look(link);
        worked ||= this.#facts !== null;
        if (!link.closed && !this.interrupted) await this.pause(wait);
      }
      if (link.closed && !this.interrupted) throw new NoAnswer('closed');
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      const told = error.reason === 'closed' ? gone(link.ended, worked) : NOT_ANSWERING;
      if (!this.interrupted) this.state.failed('error', { ...told, raw: error.reason });
      if (told === HELPER_CRASHED && clock.now() - since < LASTED_MS) return false;
    } finally {
      this.#link = null;
      this.#leave(false);
      await link.close();
    }
    return worked;
  }

  /** @returns how long to wait until the next look */
  #look(link: ControlLink): Promise<number> {
    return this.#facts === null ? this.#introduce(link) : this.#beat(link);
  }

  /** Looks for a camera. @returns how long to wait until the next look */
  async #introduce(link: ControlLink): Promise<number> {
    const init = await link.call('Init_Device', {}, true);
    if (init.result === 'busy') return this.#busy();
    if (init.result !== Result.connected) {
      this.state.set({ state: 'absent' });
      return LOOK_MS;
    }
    const id = await link.call('GetIDCode');
    const facts = await this.#ask(link);
    if (id.result === 'busy' || facts === null) return this.#busy();
    const idCode = id.data?.idCode ?? '';
    this.state.set({ serialNo: facts.deviceNo, model: idCode || null });
    this.state.worked('ready');
    return BEAT_MS;
  }

  async #beat(link: ControlLink): Promise<number> {
    const facts = await this.#ask(link, true);
    if (facts === null && this.#facts !== null) return this.#busy();
    return this.#facts === null ? LOOK_MS : BEAT_MS;
  }

  #busy(): number {
    this.state.set({ state: 'busy' });
    return BUSY_MS;
  }

  /** Who, battery and clock, into the health record. Null while the camera is busy, or when it left. */
  async #ask(link: ControlLink, beat = false): Promise<CameraFacts | null> {
    const { clock } = this.#options;
    const asked = clock.now();
    const told = await link.call('GetZFYInfo', {}, beat);
    const heard = clock.now();
    const battery = told.result === 'busy' ? told : await link.call('ReadDeviceBatteryDumpEnergy', {}, beat);
    if (told.result === 'busy' || battery.result === 'busy') return null;
    if (told.data === null) {
      this.#leave(false);
      this.state.set({ state: 'absent' });
      return null;
    }
    const { info, deviceTime } = told.data;
    const cameraTime = deviceTime === undefined ? null : fromLocal(deviceTime);
    const facts: CameraFacts = {
      deviceNo: serialOf(info),
      officerNo: info.userNo === '000000' ? '' : info.userNo,
      officerName: info.userName,
      battery: battery.data && 'battery' in battery.data ? battery.data.battery : null,
      // Whole seconds are all a camera tells: half of one is added, and half of the way there and back.
      offsetSeconds: cameraTime === null ? null : Math.round(((asked + heard) / 2 - cameraTime - 500) / 1000),
      storage: false,
    };
    this.#facts = facts;
    // First: a camera that is told as ready is known, so that an order to it can be kept.
    this.#tell(facts);
    this.state.set({ state: 'ready' });
    return facts;
  }

  #leave(storage: boolean): void {
    const facts = this.#facts;
    this.#facts = null;
    if (facts !== null) this.#tell({ ...facts, storage });
  }

  #tell(camera: CameraFacts): void {
    if (JSON.stringify(this.health.camera) !== JSON.stringify(camera)) this.state.set({ camera });
  }
}

const hasCrashed = ({ reason }: NoAnswer, { ended }: ControlLink) => reason === 'closed' && ended === 'crash';

/** A helper that never met a camera is more likely the wrong program than one that fails. */
function gone(ended: ControlLink['ended'], worked: boolean) {
  if (!worked || ended === 'left') return HELPER_GONE;
  return ended === 'crash' ? HELPER_CRASHED : NOT_ANSWERING;
}
