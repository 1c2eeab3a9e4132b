import { randomUUID } from 'node:crypto';
import { globSync } from 'node:fs';
import iconv from 'iconv-lite';
import { ReceiptPrinterSimulator } from '../../main/devices/simulators/receipt-printer.ts';
import { eventually } from '../../main/devices/testing/eventually.ts';
import { FileTransport } from '../../main/devices/transport/file.ts';
import type { DeviceEvent } from '../../preload/contract/devices.ts';
import { Gadget } from './gadget.ts';
import type { Bench, Scene } from './scene.ts';

/** Buffers of 8 KiB in which the gadget takes what the host sends. */
const BUFFERS = 2;
/**
 * More than they hold. What is left over of a buffer that was read in part at the pull, Linux 6.1 (f_printer.c) frees,
 * and hands out at the next plug as if it had just come: three zeros before the first question, or worse.
 */
const AT_ONCE = BUFFERS * 16_384;

/** The kernel's number for it depends on what was plugged in before. */
const plugs = () => globSync('/dev/usb/lp*');
const line = (text: string) => Buffer.concat([iconv.encode(text, 'gb18030'), Buffer.of(0x0a)]);
const jobOf = (...texts: string[]) =>
  Buffer.concat([Buffer.from('1b401c26', 'hex'), ...texts.map(line), Buffer.from('1d564200', 'hex')]);
const isState =
  (...states: string[]) =>
  (event: DeviceEvent) =>
    event.type === 'health' && event.health.kind === 'receipt-printer' && states.includes(event.health.state);

/** A receipt printer of the USB printer class: a job, the plug pulled in the middle of one, a job again. */
export const printerScene: Scene = {
  name: 'receipt printer of the USB printer class',
  async run(bench: Bench) {
    const gadget = new Gadget({
      ...{ socket: 2, name: 'printer', vendor: 0x0525, product: 0xa4a8, function: 'printer.0' },
      settings: { q_len: `${BUFFERS}`, pnp_string: 'MFG:Bench;MDL:Receipt;CLS:PRINTER;' },
    });
    const simulator = new ReceiptPrinterSimulator(58);
    gadget.plug();
    let received = 0;
    let pullAfter = Number.POSITIVE_INFINITY;
    let pulled: number | null = null;
    // The kernel ends the device's end with the plug; a printer that was pulled is reached by another opening.
    const attach = async () => {
      const end = await eventually(() => FileTransport.open('/dev/g_printer0', AT_ONCE).catch(() => null));
      simulator.attach({
        write: (bytes) => end.write(bytes),
        onClose: (listener) => end.onClose(listener),
        close: () => end.close(),
        onData: (listener) =>
          end.onData((chunk) => {
            received += chunk.length;
            if (received < pullAfter) return listener(chunk);
            pullAfter = Number.POSITIVE_INFINITY;
            pulled = bench.now();
            gadget.unplug();
          }),
      });
    };
    await attach();
    await eventually(() => plugs().length > 0);
    const address = { address: 'auto', width: 58, profile: 'standard', simulated: true } as const;
    await bench.devices.configure({ receiptPrinter: address });
    await bench.seen('the printer is ready', isState('ready'));
    const print = (job: Buffer) => bench.devices.print({ jobId: randomUUID(), bytes: job.toString('base64') });
    const done = async (text: string) => {
      const { state, sentence } = await print(jobOf(text));
      if (state !== 'done') {
        const last = simulator.received.subarray(-200).toString('hex');
        throw new Error(`${text}: ${state} ${sentence} ${simulator.broken ?? ''}; the printer got … ${last}`);
      }
      const lines = simulator.papers().flatMap((paper) => paper.lines.map((one) => one.text));
      if (!lines.includes(text)) throw new Error(`printed was ${JSON.stringify(lines)}`);
    };
    await done('处罚回执');

    received = 0;
    pullAfter = 8_000;
    const long = await print(jobOf(...Array.from({ length: 2_000 }, (_, i) => `第${i}行 青溪镇综合行政执法队`)));
    if (long.state !== 'sent_unconfirmed') throw new Error(`a job that broke off ended as ${long.state}`);
    const noticed = await bench.seen('the unplug in the middle of a job', isState('absent', 'error'));
    bench.took('printer: unplug noticed', pulled, noticed);

    await bench.seen('the printer is away', isState('absent'));
    await eventually(() => plugs().length === 0);
    const plugged = bench.now();
    gadget.plug();
    await attach();
    bench.took('printer: re-plug to ready', plugged, await bench.seen('the printer is ready again', isState('ready')));
    await done('补打 第1次');
    await bench.devices.configure({ receiptPrinter: null });
    gadget.unplug();
  },
};
