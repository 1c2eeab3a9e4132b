import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { Port } from '../../preload/contract/carrier.ts';
import type { devicesContract } from '../../preload/contract/devices-contract.ts';
import { PortLink } from '../../preload/contract/link.ts';
import { pipe } from '../../preload/contract/pipe.ts';
import { doorContract } from '../../preload/contract/shell.ts';
import { eventually } from '../devices/testing/eventually.ts';
import { runs } from '../devices/testing/runs.ts';
import { forkProgram } from './fork.ts';
import { openHouse } from './house.ts';
import { noServices } from './services-in-test.ts';
import type { Child, Shell } from './shell.ts';

let dir: string;
/** The decoder; nothing that a test started outlives it. */
let pid = 0;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'leaving-'));
});
afterEach(() => {
  if (pid !== 0 && runs(pid)) process.kill(pid, 'SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

/** An office that does nothing but close when it is asked. */
function quietOffice(): Child {
  let end: (code: number) => void = () => {};
  const gone = new Promise<number>((resolve) => {
    end = resolve;
  });
  const os = implement(doorContract);
  const router = os.router({
    ready: os.ready.handler(() => ({ ledger: 'open' })),
    fileByTicket: os.fileByTicket.handler(() => Promise.reject(new Error('no files here'))),
    close: os.close.handler(() => ({ closed: true as const })),
  });
  const open = () => {
    const [shells, own] = pipe();
    new RPCHandler(router).upgrade(own);
    return shells;
  };
  return { open, gone, kill: () => end(0) };
}

test('when the house closes, a photo decoder that hangs goes with the devices process', async () => {
  const ways: Port[] = [];
  const shell: Shell = {
    services: noServices,
    start: (program) =>
      program === 'office' ? quietOffice() : forkProgram(join(import.meta.dirname, '../devices/process.ts'), []),
    introduce: (_office, devices) => void ways.push(devices.open({ role: 'office' })),
  };
  const house = await openHouse(shell, { office: [], devices: [] }, () => {});
  const [program, pidFile] = [join(dir, 'decoder.cjs'), join(dir, 'pid')];
  writeFileSync(
    program,
    `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => {}, 1000);`,
  );
  const way = await eventually(() => ways[0]);
  const devices: ContractRouterClient<typeof devicesContract> = createORPCClient(new PortLink(way));
  const path = `helper://${encodeURI(process.execPath)}?arg=${encodeURIComponent(program)}`;
  await devices.configure({ photoDecoder: { path } });
  const asked = devices.cardPicture({ photo: Buffer.alloc(1024).toString('base64') }).catch(() => undefined);
  pid = await eventually(() => (existsSync(pidFile) ? Number(readFileSync(pidFile)) : null));
  expect(runs(pid)).toBe(true);
  await house.close();
  await asked;
  await eventually(() => !runs(pid));
}, 120_000);
