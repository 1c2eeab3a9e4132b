import { join } from 'node:path';
import { Bench } from './scene.ts';
import { SCENES } from './scenes.ts';

/** Runs inside the guest; one line `BENCH {json}` for each result, read by main.ts. */
const tell = (line: unknown) => process.stdout.write(`BENCH ${JSON.stringify(line)}\n`);
const program = join(import.meta.dirname, '../../main/devices/process.ts');

for (const scene of SCENES.filter(({ name }) => name.includes(process.env.SCENE ?? ''))) {
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
