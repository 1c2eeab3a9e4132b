import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Gadget } from './gadget.ts';
import { Bench, SCENE_LIMIT_MS, type Scene } from './scene.ts';
import { SCENES, wanted } from './scenes.ts';

/** Runs inside the guest; one line `BENCH {json}` for each result, read by main.ts. */
const tell = (line: unknown) => process.stdout.write(`BENCH ${JSON.stringify(line)}\n`);
const program = join(import.meta.dirname, '../../main/devices/process.ts');
/** A sign of life each minute; machine.ts switches a guest off that gives none. */
setInterval(() => tell({ alive: true }), 60_000);

/** Answers of the devices process have no limit of their own. @throws when a scene is stuck */
async function inTime({ run, limitMs = SCENE_LIMIT_MS }: Scene, bench: Bench): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`it was not over within ${limitMs} ms of the guest's clock`)),
    limitMs,
  );
  await Promise.race([bench.start().then(() => run(bench)), late.promise]).finally(() => clearTimeout(timer));
}

for (const scene of wanted(SCENES[Number(process.env.ROW)] ?? [])) {
  const started = performance.now();
  const bench = new Bench(program, (name, ms) => tell({ figure: name, ms }));
  let trouble: string | null = null;
  try {
    await inTime(scene, bench);
  } catch (error) {
    trouble = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nothing = { text: '' };
    const { text } = await Promise.race([bench.devices.diagnostics().catch(() => nothing), pause(10_000, nothing)]);
    process.stdout.write(`${text}\n`);
    Gadget.unplugAll();
  }
  const crash = await bench.close();
  if (crash !== null) {
    tell({ crash });
    break;
  }
  tell({ scene: scene.name, ok: trouble === null, trouble, ms: Math.round(performance.now() - started) });
}
tell({ end: true });
