import { join } from 'node:path';
import { cameraScene } from './camera.ts';
import { idCardScene } from './id-card.ts';
import { padScene } from './pad.ts';
import { printerScene } from './printer.ts';
import { queueDisplayScene } from './queue-display.ts';
import { scannerScene } from './scanner.ts';
import { Bench, type Scene } from './scene.ts';

/** Runs inside the guest; one line `BENCH {json}` for each result, read by main.ts. */
// The pad goes first and keeps its plug for a while: then the kernel calls the printer lp1, and `auto` has to find it.
const SCENES: readonly Scene[] = [
  ...[idCardScene, cameraScene, padScene, printerScene, scannerScene, queueDisplayScene],
].filter(({ name }) => name.includes(process.env.SCENE ?? ''));

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
  }
  const crash = await bench.close();
  if (crash !== null) {
    tell({ crash });
    break;
  }
  tell({ scene: scene.name, ok: trouble === null, trouble, ms: Math.round(performance.now() - started) });
}
tell({ end: true });
