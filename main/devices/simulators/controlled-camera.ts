import type { Socket } from 'node:net';
import { refuse } from '../../../preload/contract/refusal.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Transport } from '../transport/transport.ts';
import { dockCamera, undockCamera } from './bodycam.ts';
import { E12, encodeText, fieldsOf, fixedWidth, TextCutter } from './e12.ts';
import { Listening } from './listening.ts';

/**
 * `busy`: three times, then at ease; `recording`: always. `password-once`: even the right one is refused once. `dies`: in
 * mid answer. The clocks are half an hour behind and two days ahead: setting them is what heals them.
 */
export const CAMERA_FAULTS = [
  'none',
  'busy',
  'recording',
  'low-battery',
  'slow-clock',
  'fast-clock',
  'password-once',
  'time-failed',
  'storage-failed',
  'silent',
  'dies',
  'garbage',
] as const;
type Fault = (typeof CAMERA_FAULTS)[number];

const BUSY_TIMES = 3;
const EIGHT_HOURS = 8 * 3_600_000;
const LOW_BATTERY = 6;
/** Camera time minus PC time, milliseconds. */
const CLOCKS: Partial<Record<Fault, number>> = { 'slow-clock': -30 * 60_000, 'fast-clock': 2 * 86_400_000 };
/** A recording that was made before the camera was brought in. */
const FILMED_BEFORE_MS = 20 * 60_000;

interface Body {
  readonly deviceNo: string;
  readonly officerNo: string;
  readonly officerName: string;
  readonly unitNo: string;
  readonly unitName: string;
  /** Camera time minus PC time, milliseconds. */
  readonly ahead: number;
  readonly battery: number;
  readonly password: string;
  /** Where its recordings appear when it is switched to storage. */
  readonly dir: string | null;
  /** When the first of them was really made; null = 20 minutes before the switch. */
  readonly filmedAt: Date | null;
}

export const CAMERA_BODY: Body = {
  ...{
    deviceNo: '1234567',
    officerNo: '000000',
    officerName: '陈执法',
    unitNo: '330602000000',
    unitName: '青溪镇综合行政执法队',
  },
  ...{ ahead: 95_000, battery: 76, password: '000000', dir: null, filmedAt: null },
};

/**
 * A camera that has to be spoken to before it is a disk, on the wire of the E12 (e12.ts). Switched to storage it closes
 * the line and its recordings lie in its folder, until it is taken out.
 */
export class ControlledCameraSimulator {
  #body: Body;
  readonly #clock: Clock;
  readonly #listening = new Listening((transport, socket) => this.#connected(transport, socket));
  readonly #hosts = new Set<() => void>();
  #ahead: number;
  /** As its clock went when the recordings were made. */
  #aheadThen: number;
  #pluggedIn = true;
  #fault: Fault = 'none';
  #busy = 0;
  #storage = false;
  /** Its recordings appear and go one after the other, also when it is pulled while they are being made. */
  #turn: Promise<void> = Promise.resolve();
  /** How often somebody wanted to speak to it while it was a disk. */
  turnedAway = 0;
  /** Passwords that came, in order: a test counts that nobody tries. */
  readonly passwords: string[] = [];

  constructor(body: Partial<Body> = {}, fault = 'none', clock: Clock = systemClock) {
    this.#body = { ...CAMERA_BODY, ...body };
    this.#ahead = this.#body.ahead;
    this.#aheadThen = this.#ahead;
    this.#clock = clock;
    this.fault(fault);
  }

  listen(port: number): Promise<number> {
    return this.#listening.on(port);
  }

  close(): Promise<void> {
    return this.#listening.close();
  }

  attach(transport: Transport): void {
    this.#speak(transport, () => void transport.close());
  }

  /** What is wrong with it now. */
  get faultNow(): string {
    return this.#fault;
  }

  /** @throws Refusal DEV-902 */
  fault(name: string): void {
    const known = CAMERA_FAULTS.find((one) => one === name);
    if (known === undefined)
      refuse('DEV-902', `可控记录仪模拟没有「${name}」这种故障，可选：${CAMERA_FAULTS.join('、')}。`);
    const clock = CLOCKS[known] ?? (this.#fault in CLOCKS ? this.#body.ahead : this.#ahead);
    if (clock !== this.#ahead) this.#aheadThen = clock;
    this.#ahead = clock;
    this.#fault = known;
    this.#busy = known === 'busy' ? BUSY_TIMES : 0;
  }

  get pluggedIn(): boolean {
    return this.#pluggedIn;
  }

  /** Puts it into the dock, with something else in it where that is said; its clock goes on as it went. */
  put(body: Partial<Omit<Body, 'ahead'>> = {}): void {
    this.#body = { ...this.#body, ...body };
    this.#aheadThen = this.#ahead;
    this.#pluggedIn = true;
  }

  /** Pulls it out, also in mid answer. */
  async pull(): Promise<void> {
    this.#pluggedIn = false;
    this.#storage = false;
    for (const cut of this.#hosts) cut();
    const { dir } = this.#body;
    if (dir !== null) await this.#inTurn(() => undockCamera(dir));
  }

  /** Takes it out of the dock and puts it back: it can be spoken to again. */
  async takeOut(): Promise<void> {
    await this.pull();
    this.put();
  }

  #connected(transport: Transport, socket: Socket): void {
    if (this.#storage) this.turnedAway += 1;
    if (this.#storage || !this.#pluggedIn) socket.destroy();
    else this.#speak(transport, () => socket.destroy());
  }

  #speak(transport: Transport, cut: () => void): void {
    const texts = new TextCutter();
    this.#hosts.add(cut);
    transport.onClose(() => this.#hosts.delete(cut));
    transport.onData((chunk) => {
      for (const text of texts.push(chunk)) {
        this.#answer(text)
          .then(async (answer) => {
            if (answer === null) return;
            const bytes = encodeText(answer);
            if (this.#fault === 'dies') {
              await transport.write(bytes.subarray(0, 6));
              return cut();
            }
            await transport.write(this.#fault === 'garbage' ? Buffer.from('\u00ff'.repeat(20), 'latin1') : bytes);
            if (answer === E12.storageSet) cut();
          })
          .catch(() => cut());
      }
    });
  }

  async #answer(text: string): Promise<string | null> {
    const [command, rest] = [text.slice(0, 10), text.slice(10)];
    if (this.#fault === 'silent') return null;
    if (this.#fault === 'recording') return E12.busy;
    if (this.#busy > 0) {
      this.#busy -= 1;
      return E12.busy;
    }
    const { deviceNo, officerNo, officerName, unitNo, unitName, battery } = this.#body;
    switch (command) {
      case E12.init:
      case E12.release:
        return E12.hello;
      case E12.idCode:
        return `${E12.data}009HACH8`;
      case E12.battery:
        return `${E12.data}007${String(this.#fault === 'low-battery' ? LOW_BATTERY : battery).padStart(3, '0')}`;
      case E12.info:
        return `${E12.data}004${fixedWidth([deviceNo, officerNo, officerName, unitNo, unitName])}${this.#time()}`;
      case E12.writeInfo:
        if (!this.#right(rest)) return E12.passwordWrong;
        this.#write(rest.slice(6));
        return E12.written;
      case E12.setTime:
        if (!this.#right(rest)) return E12.passwordWrong;
        if (this.#fault === 'time-failed') return E12.timeFailed;
        this.#setTime(rest.slice(6));
        return E12.timeSet;
      case E12.storage:
        if (!this.#right(rest)) return E12.passwordWrong;
        if (this.#fault === 'storage-failed') return E12.storageFailed;
        await this.#toStorage();
        return E12.storageSet;
      default:
        return null;
    }
  }

  #right(rest: string): boolean {
    const given = rest.slice(0, 6);
    this.passwords.push(given);
    if (this.#fault === 'password-once') {
      this.#fault = 'none';
      return false;
    }
    return given === this.#body.password;
  }

  /** Who carries it; the number of the device is the maker's. */
  #write(filled: string): void {
    const [, officerNo = '', officerName = '', unitNo = '', unitName = ''] = fieldsOf(filled);
    this.#body = { ...this.#body, officerNo, officerName, unitNo, unitName };
  }

  /** `yyyyMMddHHmmss` by its own clock. */
  #time(): string {
    const local = new Date(this.#clock.now() + this.#ahead + EIGHT_HOURS).toISOString();
    return local.replace(/\D/g, '').slice(0, 14);
  }

  #setTime(stamp: string): void {
    const local = stamp.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z');
    this.#ahead = Date.parse(local) - EIGHT_HOURS - this.#clock.now();
  }

  async #toStorage(): Promise<void> {
    this.#storage = true;
    const { dir, deviceNo, officerNo, filmedAt } = this.#body;
    if (dir === null) return;
    const made = filmedAt?.getTime() ?? this.#clock.now() - FILMED_BEFORE_MS;
    const at = new Date(made + this.#aheadThen);
    await this.#inTurn(() => dockCamera({ dir, deviceNo, officerNo, at, profile: 'ga947-a' }));
  }

  async #inTurn(work: () => Promise<unknown>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    await turn;
  }
}
