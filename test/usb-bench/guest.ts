import { join } from 'node:path';
import { cameraScene } from './camera.ts';
import { idCardScene } from './id-card.ts';
import { padScene } from './pad.ts';
import { printerScene } from './printer.ts';
import { scannerScene } from './scanner.ts';
import { Bench, type Scene } from './scene.ts';

/** Runs inside the guest; one line `BENCH {json}` for each result, read by main.ts. */
// The kernel numbers HID devices and printers from one row: after the pad the printer would be /dev/usb/lp1.
const SCENES: readonly Scene[] = [idCardScene, scannerScene, cameraScene, printerScene, padScene].filter(({ name }) =>
  name.includes(process.env.SCENE ?? ''),
);

const tell = (line: unknown) => process.stdout.write(`BENCH ${JSON.stringify(line)}\n`);
const program = join(import.meta.dirname, '../../main/devices/process.ts');

for (const scene of SCENES) {
  const started = performance.now();
  const bench = new Bench(program, (name, ms) => tell({ figure: name, ms }));
  let trouble: string | null = null;
  try {
    await bench.start();
    await scene.run(bench);
  } catch (error) {
    trouble = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const { text } = await bench.devices.diagnostics().catch(() => ({ text: '' }));
    process.stdout.write(`${text}\n`);
  } finally {
    bench.close();
  }
  tell({ scene: scene.name, ok: trouble === null, trouble, ms: Math.round(performance.now() - started) });
}
tell({ end: true });
