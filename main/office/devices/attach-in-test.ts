import { pipe } from '../../../preload/contract/pipe.ts';
import { serveDevices } from '../../devices/main.ts';
import type { DeviceLink } from './index.ts';

/**
 * Gives an office the devices process's own code to talk to, in this process.
 * @param generation how many devices processes the office has had, this one included
 * @returns ends it
 */
export function attachDevices(link: DeviceLink, generation = 1): () => void {
  const [here, there] = pipe();
  serveDevices(there);
  link.attach(here, generation);
  return () => here.close();
}
