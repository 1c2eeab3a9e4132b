import { access } from 'node:fs/promises';
import { SerialPort } from 'serialport';
import { portName } from './ports.ts';

const windows = process.platform === 'win32';
/** Asking Windows for its ports takes time; looking at a path does not. */
const LOOK_MS = windows ? 3000 : 500;

/** False once a port is known to be gone; what cannot be known counts as plugged in. */
type Look = () => Promise<boolean>;

/** Where the path goes with the plug. */
const byPath =
  (path: string): Look =>
  () =>
    access(path).then(
      () => true,
      () => false,
    );

/**
 * Where the system lists its ports (Windows). Some drivers, above all of virtual ports, never enter theirs into the
 * list: only a port that was listed once can be missing from it. A listing that fails says nothing.
 */
export function byList(path: string, list: () => Promise<readonly { path: string }[]> = SerialPort.list): Look {
  const name = portName(path);
  let listed = false;
  return async () => {
    const ports = await list().catch(() => null);
    if (ports === null) return true;
    const there = ports.some((port) => portName(port.path) === name);
    listed ||= there;
    return there || !listed;
  };
}

/**
 * Looks again and again whether an open port is still plugged in: some systems now and then tell nobody that it was
 * pulled.
 * @param gone called once
 * @returns ends the looking
 */
export function whilePlugged(
  path: string,
  gone: () => void,
  isPlugged: Look = windows ? byList(path) : byPath(path),
): () => void {
  let looking = true;
  void (async () => {
    while (looking) {
      if (!(await isPlugged())) {
        if (looking) gone();
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS).unref());
    }
  })();
  return () => {
    looking = false;
  };
}
