import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, Scratch } from '../e2e/processes.ts';
import { compileHere } from '../usb-bench/compile-here.ts';
import { prepareKernel } from '../usb-bench/kernel.ts';
import { boot } from '../usb-bench/machine.ts';
import { formReads, type Hand, p95, READS, readsToFormOnPty, townWithReader } from './card.ts';
import type { Figure } from './figure.ts';

/** The longest the office in the guest may take to start and to be signed in to. */
const START_MS = 40 * 60_000;
/** The longest one card may take there, on the whole. */
const READ_MS = 30_000;
const root = join(import.meta.dirname, '../..');

/**
 * From the card laid on the reader to the form that shows the name, where the reader is a USB device of a kernel: the
 * whole program runs in the guest of the USB bench, with the simulated reader behind a kernel serial port; the window
 * is a browser on this machine. Laid is when the word to lay it leaves this machine, and every moment is by this
 * machine's clock. The guest's processor is emulated, many times slower than a PC. The peer is the same on a pseudo
 * terminal without a guest.
 */
export async function cardUsb(tell: (line: string) => void): Promise<Figure[]> {
  const scratch = new Scratch();
  try {
    tell(`${READS} cards to the form on a pseudo terminal`);
    const onPty = p95(await readsToFormOnPty(scratch.dir));
    const kernel = prepareKernel();
    const town = await townWithReader(join(scratch.dir, 'usb'), '/dev/ttyACM0');
    const [port, hand] = [await freePort(), await freePort()];
    // The program itself was compiled when it ran here a moment ago.
    const compiled = compileHere(join(root, 'test/usb-bench/serial-gadget.ts'));
    tell('the whole program starts in a guest; that takes minutes');
    const command = [compiled, process.execPath, join(root, 'test/usb-bench/office.ts')];
    const guest = boot(kernel, [...command, town.data, town.passphraseFile, `${port}`, `${hand}`], {
      clock: 'real',
      withinMs: START_MS + READS * READ_MS,
      ports: [port, hand],
    });
    try {
      const address = await addressFrom(guest.lines, tell);
      tell(`${READS} cards to the form on kernel USB`);
      return [
        {
          name: `card.form.usb.p95.${READS}`,
          ...{ value: p95(await formReads(address, await handAt(hand))), unit: 'ms' },
          peer: { name: 'the same on a pseudo terminal, no guest', value: onPty },
        },
      ];
    } finally {
      guest.off();
    }
  } finally {
    scratch.remove();
  }
}

/** The office's address, as the program in the guest prints it; what it prints later is read and dropped. */
async function addressFrom(lines: AsyncIterable<string>, tell: (line: string) => void): Promise<string> {
  const all = lines[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await all.next();
    if (done) throw new Error('the guest ended before the office was ready');
    const address = /OFFICE (\S+)/.exec(value)?.[1];
    if (address === undefined) {
      tell(`   ${value}`);
      continue;
    }
    void (async () => {
      while (!(await all.next()).done);
    })();
    return address;
  }
}

/** Lays and lifts cards on the reader in the guest. */
async function handAt(port: number): Promise<Hand> {
  const line = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(line, 'connect');
  // Told by the next word that cannot be said.
  line.on('error', () => undefined);
  const say = (word: string) => {
    if (line.destroyed) throw new Error('the guest hung up', { cause: line.errored });
    line.write(`${word}\n`);
  };
  return { lay: (card) => say(`lay ${card}`), lift: () => say('lift') };
}
