import { access } from 'node:fs/promises';
import { listSerialPorts } from './ports.ts';

const windows = process.platform === 'win32';
/** Asking Windows for its ports takes time; looking at a path does not. */
const LOOK_MS = windows ? 3000 : 500;

/** Whether a port is still plugged in. Windows lists its ports; elsewhere the path goes with the plug. */
function isPlugged(path: string): Promise<boolean> {
  if (windows) return listSerialPorts().then((ports) => ports.some((port) => port.path === path));
  return access(path).then(
    () => true,
    () => false,
  );
}

/**
 * Looks again and again whether an open port is still plugged in: some systems now and then tell nobody that it was
 * pulled.
 * @param gone called once
 * @returns ends the looking
 */
export function whilePlugged(path: string, gone: () => void): () => void {
  let looking = true;
  void (async () => {
    while (looking) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS).unref());
      if (!looking || (await isPlugged(path))) continue;
      if (looking) gone();
      return;
    }
  })();
  return () => {
    looking = false;
  };
}
