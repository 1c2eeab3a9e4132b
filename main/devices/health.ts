import type { DeviceError, DeviceHealth } from '../../preload/contract/devices.ts';
import { type Clock, instant } from './clock.ts';

type Identity = Pick<DeviceHealth, 'deviceId' | 'kind' | 'transport' | 'path' | 'simulated' | 'canTest'>;
type Change = Partial<Omit<DeviceHealth, 'deviceId' | 'kind' | 'counters' | 'lastOkAt' | 'lastError'>>;

/** The one health record of a device; tells its listener whenever the record changed. */
export class Health {
  readonly #clock: Clock;
  readonly #changed: (health: DeviceHealth) => void;
  #record: DeviceHealth;
  #closed = false;

  constructor(identity: Identity, clock: Clock, changed: (health: DeviceHealth) => void) {
    this.#clock = clock;
    this.#changed = changed;
    this.#record = {
      ...identity,
      vidPid: null,
      model: null,
      serialNo: null,
      firmware: null,
      state: 'opening',
      lastOkAt: null,
      lastError: null,
      counters: { ok: 0, fail: 0, reconnect: 0 },
    };
  }

  get record(): DeviceHealth {
    return this.#record;
  }

  opened(): void {
    this.#closed = false;
    this.set({ state: 'opening' });
  }

  /** 断开: what still comes in from before is counted, but the device stays `disabled` until {@link opened}. */
  closed(): void {
    this.set({ state: 'disabled' });
    this.#closed = true;
  }

  set(change: Change): void {
    const same = Object.entries(change).every(([name, value]) => this.#record[name as keyof Change] === value);
    if (!same) this.#replace(change);
  }

  /** Something that the user asked for worked. */
  worked(state: DeviceHealth['state']): void {
    const { counters } = this.#record;
    this.#replace({ state, lastOkAt: instant(this.#clock), counters: { ...counters, ok: counters.ok + 1 } });
  }

  /** Told only when state or code differ from before, so that a device that stays away does not flood the window. */
  failed(state: DeviceHealth['state'], error: DeviceError): void {
    const { counters, lastError } = this.#record;
    const told = this.#record.state === this.#stateNow(state) && lastError?.code === error.code;
    const change = {
      state: this.#stateNow(state),
      lastError: error,
      counters: { ...counters, fail: counters.fail + 1 },
    };
    if (told) this.#record = { ...this.#record, ...change };
    else this.#replace(change);
  }

  reconnecting(): void {
    const { counters } = this.#record;
    this.#record = { ...this.#record, counters: { ...counters, reconnect: counters.reconnect + 1 } };
  }

  #stateNow(state: DeviceHealth['state']): DeviceHealth['state'] {
    return this.#closed ? 'disabled' : state;
  }

  #replace(change: Partial<DeviceHealth>): void {
    const changed = { ...this.#record, ...change };
    this.#record = { ...changed, state: this.#stateNow(changed.state) };
    this.#changed(this.#record);
  }
}
