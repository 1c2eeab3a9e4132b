import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, freePort, type Program, Scratch, startOffice } from './processes.ts';
import { openWindow } from './stage.ts';
import { PASSPHRASE, setUpTown } from './town.ts';

/** A real office on a folder of its own with nothing plugged in, and the window it is seen in. */
export class PlainOffice {
  readonly #scratch = new Scratch();
  #window: Awaited<ReturnType<typeof openWindow>> | undefined;
  #program: Program | undefined;

  get dir(): string {
    return this.#scratch.dir;
  }

  /** Opens the window, still empty; `switches` are Chromium's. */
  async window(...switches: string[]): ReturnType<typeof openWindow> {
    this.#window = await openWindow(...switches);
    return this.#window;
  }

  /** Sets the office up, starts it unlocked and resolves with its address. */
  async start(): Promise<string> {
    const data = join(this.dir, 'office');
    const passphraseFile = join(this.dir, 'passphrase');
    await setUpTown(data, { devices: { idCard: '', receiptPrinter: '', volumes: [] } });
    writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
    this.#program = startOffice({ data, port: await freePort(), passphraseFile });
    return addressOf(this.#program);
  }

  /** Ends everything that was started, also after a failure. */
  async close(): Promise<void> {
    await this.#window?.browser.close();
    await this.#program?.stop();
    this.#scratch.remove();
  }
}
