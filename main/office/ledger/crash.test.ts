import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openReader } from './connection.ts';
import { act, createKeyFile, createLedger, openLedger, replay, verify } from './index.ts';
import { caseFiled, testModule } from './test-module.ts';

// `kill -9` loses what the program has not yet handed to the operating system. It does not lose what the operating
// system has not yet written: these tests prove nothing about power loss. That the WAL is synced before every
// acknowledgement is shown with strace below; that a disk honours the sync, no program can show.

const KILLS = Number(process.env.KILLS ?? 200);
/** Then the next ledger: one that grows for ever only makes each start slower. */
const KILLS_A_LEDGER = 100;
const modules = [testModule()];
const clock = () => new Date('2026-03-02T01:00:00Z');
const here = new URL('.', import.meta.url).href;

let dir: string;
let dataKey: Uint8Array;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ledger-crash-'));
  dataKey = await newLedger(dir);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function newLedger(at: string): Promise<Uint8Array> {
  const key = await createKeyFile(at, { wrapWith: { kind: 'demo' } });
  (await createLedger({ dir: at, kind: 'demo', dataKey: key.dataKey, modules, clock, deskName: '一号窗口' })).close();
  return key.dataKey;
}

/** Where a program takes the ledger from: the sources, or {@link bundle}. */
interface Source {
  readonly ledger: string;
  readonly module: string;
}
const sources: Source = { ledger: `${here}index.ts`, module: `${here}test-module.ts` };

/** A program that opens the ledger in argv[1], then runs `body`; `say` writes a line at once. */
const program = (body: string, from: Source) => `
import { writeSync } from 'node:fs';
import { act, openLedger, unlockDemo } from '${from.ledger}';
import { caseFiled, noteAdded, testModule } from '${from.module}';
const dir = process.argv[1];
const say = (line) => writeSync(1, line + '\\n');
const ledger = await openLedger({ dir, dataKey: unlockDemo(dir), modules: [testModule()], clock: () => new Date() })
  .catch((error) => { say(error.code + ' ' + error.message); process.exit(3); });
${body}`;
const nodeArguments = (body: string, at: string, from = sources) => [
  ...['--no-warnings', '--input-type=module', '-e', program(body, from), at],
];

/** The ledger in one file, as the product ships it: starting it hundreds of times is five times cheaper. */
function bundle(into: string): Source {
  const entry = join(into, 'entry.ts');
  writeFileSync(
    entry,
    `export * from '${sources.ledger}';\nexport * from '${sources.module}';\n`.replaceAll('file://', ''),
  );
  const script = `
import { build } from 'vite';
const rolldownOptions = { input: ${JSON.stringify(entry)}, external: ['better-sqlite3'] };
await build({ configFile: false, logLevel: 'error', ssr: { noExternal: true },
  build: { ssr: true, outDir: ${JSON.stringify(into)}, emptyOutDir: false, rolldownOptions } });`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: here.replace('file://', ''),
    stdio: 'inherit',
  });
  const file = pathToFileURL(join(into, 'entry.js')).href;
  return { ledger: file, module: file };
}

/** Records for ever; every line is an acknowledged action. Every eighth one stores a file first. */
const RECORD_FOR_EVER = `
for (let i = 0; ; i++) {
  const id = 'case-' + process.pid + '-' + i;
  const actions = [act(caseFiled, id, { number: id, party: '张三', fineFen: i })];
  if (i % 8 === 7) {
    const { sha256 } = await ledger.files.put(Buffer.from(id.repeat(100)), 'image/jpeg');
    actions.push(act(noteAdded, id, { note: 1, words: '现场', photoSha256: sha256 }));
  }
  const last = ledger.record('officer-1', () => actions).at(-1);
  say(last.deskSeq + ' ' + last.hash);
}`;

test(
  `${KILLS} kills at random moments lose no acknowledged action`,
  async () => {
    // Inside the repository, so that the bundle finds the database engine.
    const cache = fileURLToPath(new URL('../../../node_modules/.cache/', import.meta.url));
    mkdirSync(cache, { recursive: true });
    const built = mkdtempSync(join(cache, 'ledger-'));
    try {
      const from = bundle(built);
      const lane = async () => {
        for (let left = Math.ceil(KILLS / 2); left > 0; left -= KILLS_A_LEDGER) {
          await killManyAndCheck(from, Math.min(left, KILLS_A_LEDGER));
        }
      };
      await Promise.all([lane(), lane()]);
    } finally {
      rmSync(built, { recursive: true, force: true });
    }
  },
  1_000_000 + KILLS * 5_000,
);

/** Kills programs on a ledger of its own; then every byte of it has to be right. */
async function killManyAndCheck(from: Source, times: number): Promise<void> {
  const at = mkdtempSync(join(tmpdir(), 'ledger-crash-'));
  try {
    const key = await newLedger(at);
    expect(await killMany(at, key, from, times)).toBeGreaterThan(0);
    const ledger = await openLedger({ dir: at, dataKey: key, modules, clock });
    ledger.close();
    expect(await verify({ dir: at, dataKey: key })).toMatchObject({ ok: true, problems: [] });
    expect(await replay({ dir: at, dataKey: key, modules })).toMatchObject({ ok: true });
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

/** Kills one program after the other on the same ledger and looks for what each had acknowledged. */
async function killMany(at: string, key: Uint8Array, from: Source, times: number): Promise<number> {
  let acknowledged = 0;
  for (let i = 0; i < times; i++) {
    const lines = await killOnce(at, from, Math.random() * 60, i % 5 === 0);
    acknowledged += lines.length;
    const db = openReader(join(at, 'ledger.db'), key);
    const find = db.prepare<[number], string>('SELECT hash FROM ledger_journal WHERE desk_seq = ?').pluck();
    const lost = lines.filter((line) => {
      const [deskSeq, hash] = line.split(' ');
      return find.get(Number(deskSeq)) !== hash;
    });
    db.close();
    expect(lost).toEqual([]);
  }
  return acknowledged;
}

/** Runs the program and kills it `afterMs` after its start or its first acknowledgement; gives the whole lines it said. */
async function killOnce(at: string, from: Source, afterMs: number, fromStart: boolean): Promise<string[]> {
  const child = spawn(process.execPath, nodeArguments(RECORD_FOR_EVER, at, from), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  const kill = () => child.kill('SIGKILL');
  const arm = (ms: number) => {
    timer ??= setTimeout(kill, ms);
  };
  if (fromStart) arm(afterMs * 8);
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said += part;
    arm(afterMs);
  });
  const signal = await new Promise((resolve) => child.on('close', (_code, ended) => resolve(ended)));
  clearTimeout(timer);
  if (signal !== 'SIGKILL') throw new Error(`the program ended by itself: ${said.slice(-300)}`);
  // The last piece may be half a line: that action was never acknowledged.
  return said.split('\n').slice(0, -1);
}

test('a second program on the same ledger is refused at once; after the first one is killed it may', async () => {
  const first = start('say("open"); setInterval(() => {}, 1000);');
  await firstLine(first);
  await expect(openLedger({ dir, dataKey, modules, clock })).rejects.toMatchObject({ code: 'LED-104' });
  // Looking is allowed beside the office.
  expect(await verify({ dir, dataKey })).toMatchObject({ ok: true });
  first.kill('SIGKILL');
  await new Promise((resolve) => first.on('close', resolve));
  const ledger = await openLedger({ dir, dataKey, modules, clock });
  // The same holds the other way round, and within one program.
  await expect(openLedger({ dir, dataKey, modules, clock })).rejects.toMatchObject({ code: 'LED-104' });
  const refused = start('say("open");');
  expect(await firstLine(refused)).toMatch(/^LED-104 这份账本正被另一个程序打开/);
  ledger.close();
});

function start(body: string) {
  return spawn(process.execPath, nodeArguments(body, dir), { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function firstLine(child: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('the program said nothing');
}

/** A missing tool is a printed, counted skip on a user's PC and an error where everything must run. */
function testWith(tool: string, works: () => boolean) {
  if (works()) return test;
  if (process.env.REQUIRE_ALL === '1') throw new Error(`${tool} is missing and REQUIRE_ALL=1`);
  process.stderr.write(`skipped: ${tool} is not available here\n`);
  return test.skip;
}
const runs = (command: string, ...rest: string[]) => spawnSync(command, rest, { stdio: 'ignore' }).status === 0;

testWith('strace', () => runs('strace', '-e', 'trace=none', 'true'))(
  'the WAL is synced before every acknowledgement',
  () => {
    const trace = join(dir, 'trace');
    const body = `
for (let i = 0; i < 40; i++) {
  const id = 'case-' + i;
  const [done] = ledger.record('officer-1', () => [act(caseFiled, id, { number: id, party: '张三', fineFen: i })]);
  say('ACK ' + done.deskSeq);
}
ledger.close();`;
    const calls = 'trace=fsync,fdatasync,pwrite64,write,writev,pwritev';
    execFileSync('strace', [
      '-f',
      '-y',
      '-s',
      '16',
      '-o',
      trace,
      '-e',
      calls,
      process.execPath,
      ...nodeArguments(body, dir),
    ]);
    let acknowledged = 0;
    let written = false;
    let unsynced = false;
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/pwrite(?:64|v)\(.*ledger\.db-wal>/.test(line)) {
        written = true;
        unsynced = true;
      } else if (/(?:fsync|fdatasync)\(.*ledger\.db-wal>.*= 0/.test(line)) unsynced = false;
      else if (/write\(1<.*"ACK /.test(line)) {
        expect({ acknowledged, written, unsynced }).toEqual({ acknowledged, written: true, unsynced: false });
        acknowledged += 1;
        written = false;
      }
    }
    expect(acknowledged).toBe(40);
  },
);

testWith('unshare with tmpfs', () => runs('unshare', '-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt'))(
  'a full disk refuses with its sentence, leaves nothing half-written, and the ledger goes on',
  async () => {
    const body = `
import { readdirSync } from 'node:fs';
const refusals = [];
let recorded = 0;
try {
  for (;;) {
    ledger.record('officer-1', () => [act(caseFiled, 'case-' + recorded, { number: String(recorded), party: '张'.repeat(20000), fineFen: 0 })]);
    recorded += 1;
  }
} catch (error) { refusals.push(error.code + ' ' + error.message); }
const head = ledger.journal.head().deskSeq;
try { await ledger.files.put(new Uint8Array(4_000_000), 'video/mp4'); } catch (error) { refusals.push(error.code); }
const leftovers = readdirSync(dir, { recursive: true }).filter((name) => name.endsWith('.tmp'));
const { rmSync } = await import('node:fs');
rmSync(dir + '/ballast');
ledger.record('officer-1', () => [act(caseFiled, 'after', { number: 'after', party: '李四', fineFen: 0 })]);
const after = ledger.journal.head().deskSeq;
ledger.close();
say(JSON.stringify({ refusals, recorded, head, after, leftovers }));`;
    const disk = mkdtempSync(join(tmpdir(), 'ledger-full-'));
    const script =
      'mount -t tmpfs -o size=5m tmpfs "$1" && cp -r "$2/." "$1" && head -c 1500000 /dev/zero > "$1/ballast" && disk="$1" && dir="$2" && shift 2 && "$@" && rm -rf "$dir"/* && cp -r "$disk/." "$dir"';
    const out = execFileSync('unshare', [
      ...['-rm', 'sh', '-c', script, 'sh', disk, dir, process.execPath],
      ...nodeArguments(body, disk),
    ]).toString('utf8');
    rmSync(disk, { recursive: true });
    const result = JSON.parse(out) as Record<string, unknown> & { recorded: number; head: number; after: number };
    expect(result).toMatchObject({
      refusals: [expect.stringMatching(/^LED-401 磁盘空间不足/), 'LED-401'],
      leftovers: [],
    });
    expect(await verify({ dir, dataKey })).toMatchObject({ ok: true, problems: [] });
    expect(await replay({ dir, dataKey, modules })).toMatchObject({ ok: true });
    expect(result.recorded).toBeGreaterThan(5);
    expect(result.head).toBe(result.recorded + 1);
    expect(result.after).toBe(result.head + 1);
  },
);

test('the writing and the reading connection are durable and strict on every open', async () => {
  const ledger = await openLedger({ dir, dataKey, modules, clock });
  ledger.record('officer-1', () => [act(caseFiled, 'case-1', { number: '1', party: '张三', fineFen: 0 })]);
  ledger.close();
  const { assertSettings, openWriter } = await import('./connection.ts');
  for (let i = 0; i < 2; i++) {
    const writer = openWriter(join(dir, 'ledger.db'), dataKey);
    assertSettings(writer, false);
    const reader = openReader(join(dir, 'ledger.db'), dataKey);
    assertSettings(reader, true);
    expect(() => reader.exec('CREATE TABLE x (y)')).toThrow('readonly');
    reader.close();
    writer.pragma('synchronous=NORMAL');
    expect(() => assertSettings(writer, false)).toThrow(expect.objectContaining({ code: 'LED-110' }));
    writer.close();
  }
});
