import { Worker } from 'node:worker_threads';
import { besideProgram } from '../beside-program.ts';
import type { Transport } from '../transport/transport.ts';
import { ControlledCameraSimulator } from './controlled-camera.ts';
import { Listening } from './listening.ts';

/**
 * The training camera behind its helper, both on loopback ports: the driver speaks the lines of camera-helper.md over
 * TCP, as to a helper that runs elsewhere. The helper is the example itself, in a thread: a packaged program has no Node
 * that it could be started with.
 */
export class HelpedCamera {
  readonly camera = new ControlledCameraSimulator();
  readonly #listening = new Listening((transport) => this.#help(transport));
  readonly #helpers = new Set<Worker>();
  #wire = '';

  constructor() {
    void this.camera.pull();
  }

  /** Serves TCP on the loopback; 0 chooses a free port. @returns the port of the helper */
  async listen(port: number): Promise<number> {
    this.#wire = `tcp://127.0.0.1:${await this.camera.listen(0)}`;
    return this.#listening.on(port);
  }

  get faultNow(): string {
    return this.camera.faultNow;
  }

  fault(name: string): void {
    this.camera.fault(name);
  }

  async close(): Promise<void> {
    await Promise.all([this.#listening.close(), this.camera.close()]);
    await Promise.all([...this.#helpers].map((helper) => helper.terminate()));
  }

  /** One helper a host, from its first byte to its last. */
  #help(host: Transport): void {
    const helper = new Worker(besideProgram('camera-helper', 'e12.mjs'), {
      ...{ argv: [this.#wire], stdin: true, stdout: true, stderr: true },
    });
    this.#helpers.add(helper);
    helper.stderr.resume();
    helper.stdout.on('data', (chunk: Buffer) => void host.write(chunk).catch(() => undefined));
    helper.on('error', () => undefined);
    helper.once('exit', () => {
      this.#helpers.delete(helper);
      void host.close();
    });
    host.onData((chunk) => void helper.stdin?.write(chunk));
    host.onClose(() => void helper.terminate());
  }
}
