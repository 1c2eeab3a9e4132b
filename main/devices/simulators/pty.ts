import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** A serial cable made of two joined pseudo terminals (socat, Linux). */
export interface PtyCable {
  /** What the program under test opens. */
  readonly host: string;
  /** What the simulator opens. */
  readonly device: string;
  /** The speed that the host has set on its end, bits per second; null when nobody can tell. */
  hostSpeed(): Promise<number | null>;
  /** Pulls the plug: both ends are gone. */
  pull(): Promise<void>;
}

/** socat that ends with whoever started it, even when that one is killed: then the pipe to `cat` closes. */
const LEASHED = 'exec 3<&0; socat "$@" & s=$!; (cat <&3 >/dev/null; kill $s 2>/dev/null) & wait $s';

/** @throws the system's error when socat is missing or ends at once */
export async function ptyCable(host: string, device = `${host}.device`): Promise<PtyCable> {
  const pty = (link: string) => `pty,raw,echo=0,link=${link}`;
  const child = spawn('sh', ['-c', LEASHED, 'socat', '-d', '-d', pty(host), pty(device)], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.once('error', reject);
    child.once('exit', () => {
      child.stdin.end();
      reject(new Error(`socat ended: ${said.slice(-300)}`));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-2000);
      if (said.includes('starting data transfer loop')) resolve();
    });
  });
  return {
    host,
    device,
    async hostSpeed() {
      const told = await promisify(execFile)('stty', ['-F', host, 'speed']).catch(() => null);
      return told === null ? null : Number(told.stdout);
    },
    pull() {
      child.stdin.end();
      return gone;
    },
  };
}
