import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** The code with which the demo desk enrols at its own county. */
export const DEMO_CODE = 'DEMO-2026-YUEZHOU';

export interface EmbeddedCounty {
  readonly url: string;
  stop(): Promise<void>;
}

/** The reference county platform on a thread of its own, spoken to over HTTP like any other. */
export async function startEmbeddedCounty(dir: string, port: number): Promise<EmbeddedCounty> {
  const bundled = !import.meta.url.endsWith('.ts');
  const file = fileURLToPath(new URL(bundled ? './county.js' : '../../../county/main.ts', import.meta.url));
  const argv = ['--demo', '--port', String(port), '--data', join(dir, 'county'), '--enrol-code', DEMO_CODE];
  const worker = new Worker(file, { argv, stdout: true, stderr: false });
  const gone = once(worker, 'exit');
  const ready = new Promise<string>((resolve, reject) => {
    let said = '';
    worker.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /County ready: (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    worker.once('error', reject);
    gone.then(() => reject(new Error('the embedded county ended')));
  });
  return {
    url: await ready,
    async stop() {
      await worker.terminate();
    },
  };
}
