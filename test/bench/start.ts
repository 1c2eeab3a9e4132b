import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { OfficeContract } from '../../preload/contract/index.ts';
import { PortLink } from '../../preload/contract/link.ts';
import { PipeEnd } from '../../preload/contract/pipe.ts';
import type { Figure } from './figure.ts';
import { CLERK, type LargeLedger, largeLedger } from './large-ledger.ts';

const root = join(import.meta.dirname, '../..');
const CASES = 30_000;
const STARTS = 7;
const PAGE = 100;

/**
 * From the spawn of `npm start`'s own command line on a real ledger to the first page of the case list over the
 * WebSocket of a window: three processes, passphrase (argon2id), ledger, sign-in (argon2id), 100 rows. Medians.
 * Peers, in turn with it: the same on a ledger without cases, and Node doing nothing.
 */
export async function start(tell: (line: string) => void): Promise<Figure[]> {
  const full = await largeLedger(CASES, tell);
  const empty = await largeLedger(0, tell);
  // The first start builds the screens when they are old.
  await startAndList(full, PAGE);
  const times = { full: [] as number[], empty: [] as number[], node: [] as number[] };
  for (let n = 0; n < STARTS; n++) {
    times.node.push(await nodeAlone());
    times.empty.push(await startAndList(empty, 0));
    times.full.push(await startAndList(full, PAGE));
  }
  const [value, peer, floor] = [median(times.full), median(times.empty), median(times.node)];
  return [
    {
      name: `start.${CASES}`,
      ...{ value, unit: 'ms', peer: { name: 'the same start with no cases', value: peer } },
      ratio: Number((peer / value).toFixed(2)),
    },
    { name: 'start.node', value: floor, unit: 'ms' },
  ];
}

async function nodeAlone(): Promise<number> {
  const started = performance.now();
  await once(spawn(process.execPath, ['-e', '0']), 'exit');
  return performance.now() - started;
}

/** Milliseconds from spawn to `rows` cases on the screen's side. */
async function startAndList(ledger: LargeLedger, rows: number): Promise<number> {
  const started = performance.now();
  const given = ['--serve', '--data', ledger.dir, '--passphrase-file', ledger.passphraseFile];
  const program = spawn(process.execPath, [join(root, 'main/shell/start.ts'), ...given], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const window = await openWindow(await addressOf(program));
    await window.people.signIn(CLERK);
    const list = await window.cases.list({ filter: {}, offset: 0, limit: PAGE });
    const took = performance.now() - started;
    if (list.rows.length !== rows) throw new Error(`${list.rows.length} cases instead of ${rows}`);
    return took;
  } finally {
    program.kill('SIGTERM');
    await once(program, 'exit');
  }
}

async function addressOf({ stdout, stderr }: ChildProcess): Promise<string> {
  if (stdout === null || stderr === null) throw new Error('the program has no output');
  let said = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  for await (const line of createInterface({ input: stdout })) {
    const address = /^Office ready: (\S+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`the office did not start: ${said}`);
}

/** Goes in as a browser does: token, cookie, WebSocket. */
async function openWindow(address: string): Promise<ContractRouterClient<OfficeContract>> {
  const { origin, host } = new URL(address);
  const entered = await fetch(address, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/office`, { headers: { cookie, origin } });
  const end = new PipeEnd({
    send: (data) => socket.send(data as string | Uint8Array),
    hangUp: () => socket.close(),
  });
  socket.on('message', (data: Buffer, isBinary) => end.deliver(isBinary ? new Uint8Array(data) : String(data)));
  socket.on('close', () => end.ended());
  await once(socket, 'open');
  return createORPCClient(new PortLink(end));
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}
