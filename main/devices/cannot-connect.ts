import type { DeviceError } from '../../preload/contract/devices.ts';

/** Why no device could be opened. `absent`: nothing there; `error`: there is something, but it cannot be used. */
export class CannotConnect extends Error {
  readonly state: 'absent' | 'error';
  readonly told: DeviceError;

  constructor(state: CannotConnect['state'], told: DeviceError) {
    super(told.sentence);
    this.state = state;
    this.told = told;
  }
}
