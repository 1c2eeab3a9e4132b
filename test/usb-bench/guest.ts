import { setTimeout as pause } from 'node:timers/promises';
import { DEVICES } from './built.ts';
import { Gadget } from './gadget.ts';
import { Bench, SCENE_LIMIT_MS, type Scene } from './scene.ts';
import { SCENES, wanted } from './scenes.ts';

/** Runs inside the guest; one line `BENCH {json}` for each result, read by main.ts. */
const tell = (line: unknown) => process.stdout.write(`BENCH ${JSON.stringify(line)}\n`);
/** A sign of life each minute; machine.ts switches a guest off that gives none. */
setInterval(() => tell({ alive: true }), 60_000);

/** Answers of the devices process have no limit of their own. @throws when a scene is stuck */
async function inTime({ run, limitMs = SCENE_LIMIT_MS, ofWindow = false }: Scene, bench: Bench): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new Error(`it was not over within ${limitMs} ms of the guest's clock`)),
    limitMs,
  );
  const ready = ofWindow ? Promise.resolve() : bench.start();
  await Promise.race([ready.then(() => run(bench)), late.promise]).finally(() => clearTimeout(timer));
}

const open = () => new Bench(DEVICES, (name, ms) => tell({ figure: name, ms }));
/** All scenes of a guest have one devices process, as the devices of an office have; after a failure it is a new one. */
let bench = open();
for (const scene of wanted(SCENES[Number(process.env.ROW)] ?? [])) {
  const started = performance.now();
  let trouble: string | null = null;
  try {
    await inTime(scene, bench);
  } catch (error) {
    trouble = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const nothing = { text: '' };
    const asked = scene.ofWindow ? nothing : bench.devices.diagnostics().catch(() => nothing);
    const { text } = await Promise.race([asked, pause(10_000, nothing)]);
    process.stdout.write(`${text}\n`);
    Gadget.unplugAll();
  }
  const gone = await bench.gone();
  if (typeof gone === 'string') {
    tell({ crash: gone });
    break;
  }
  if (gone !== null) trouble ??= `the devices process ended with status ${gone}`;
  tell({ scene: scene.name, ok: trouble === null, trouble, ms: Math.round(performance.now() - started) });
  if (trouble === null) continue;
  bench.close();
  bench = open();
}
bench.close();
tell({ end: true });
