import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Refusal } from '../../../preload/contract/refusal.ts';
import { type Clock, systemClock } from '../clock.ts';
import { eventually } from '../testing/eventually.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { runs } from '../testing/runs.ts';
import { withoutRights } from '../testing/without-rights.ts';
import { PhotoDecoder } from './decoder.ts';

let dir: string;
const decoders: PhotoDecoder[] = [];
beforeEach(() => {
  // Any account may run what lies here.
  dir = mkdtempSync(join(tmpdir(), 'decoder-'));
  chmodSync(dir, 0o755);
});
afterEach(() => {
  for (const decoder of decoders.splice(0)) decoder.stop();
  rmSync(dir, { recursive: true, force: true });
});

const PHOTO = Buffer.alloc(1024, 'WLf');
/** Writes a picture whose rows hold what came in. */
const GOOD = `
  const { readFileSync } = require('node:fs');
  const photo = readFileSync(0);
  const picture = Buffer.alloc(38862, photo);
  Buffer.from('424dce970000000000003600000028000000660000007e00000001001800000000009897000000000000000000000000000000000000', 'hex').copy(picture);
`;
const SEND = 'process.stdout.write(picture);';

function address(source: string, ...args: string[]): string {
  const file = join(dir, 'decoder.cjs');
  writeFileSync(file, source);
  const all = [file, ...args].map((arg) => `arg=${encodeURIComponent(arg)}`);
  return `helper://${encodeURI(process.execPath)}?${all.join('&')}`;
}
/** A program of a few lines in place of the vendor's. Its clock stands still unless told: no slow machine is too slow. */
function decoder(at: string, clock: Clock = new FakeClock()): PhotoDecoder {
  const made = new PhotoDecoder(at, clock);
  decoders.push(made);
  return made;
}
async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${error}`);
  return { code: error.code, message: error.message };
}
const pidIn = (name: string) =>
  eventually(() => (existsSync(join(dir, name)) ? Number(readFileSync(join(dir, name))) : null));
test('the photo goes in, the picture comes out, in portions and beside words on the other stream', async () => {
  const picture = await decoder(address(`${GOOD} console.error(photo.toString('hex')); ${SEND}`)).decode(PHOTO);
  expect(picture).toHaveLength(38_862);
  expect(picture.toString('latin1', 54, 60)).toBe(Buffer.alloc(38_862, PHOTO).toString('latin1', 54, 60));
  const slowly = `${GOOD} process.stdout.write(picture.subarray(0, 700)); setTimeout(() => process.stdout.write(picture.subarray(700)), 50);`;
  expect(await decoder(address(slowly)).decode(PHOTO)).toEqual(picture);
});

test('it gets its arguments as they are, no shell reads them, and stands in its own folder', async () => {
  const hostile = '$(touch x); `touch y` "&|';
  const source = `require('node:fs').writeFileSync(${JSON.stringify(join(dir, 'told'))}, JSON.stringify([process.argv.slice(2), process.cwd()])); ${GOOD} ${SEND}`;
  await decoder(address(source, hostile)).decode(PHOTO);
  expect(JSON.parse(readFileSync(join(dir, 'told'), 'utf8'))).toEqual([[hostile], join(process.execPath, '..')]);
});

test.each([
  [10, 'DEV-353', '厂家程序库'],
  [11, 'DEV-353', '解不开'],
  [14, 'DEV-353', '格式'],
  [15, 'DEV-353', '授权'],
  [16, 'DEV-353', '读卡器'],
  [1, 'DEV-354', '出错退出了（1）'],
  [17, 'DEV-354', '出错退出了（17）'],
])('status %d is told as %s, whatever was written', async (status, code, words) => {
  const told = await refusal(
    decoder(address(`${GOOD} process.stdout.write(picture, () => process.exit(${status}));`)).decode(PHOTO),
  );
  expect(told).toMatchObject({ code, message: expect.stringContaining(words) });
});

test.each([
  ['nothing', ''],
  ['a picture without its end', `${GOOD} process.stdout.write(picture.subarray(0, -1));`],
  ['another picture', `${GOOD} picture[18] = 103; ${SEND}`],
  ['words', "process.stdout.write('ok');"],
])('%s is no picture', async (_, source) => {
  expect((await refusal(decoder(address(source)).decode(PHOTO))).code).toBe('DEV-355');
});

test.each([0, 11])('a picture with more behind it is no picture, however it ends (%d)', async (status) => {
  const more = `${GOOD} process.stdout.write(picture, () => setTimeout(() => process.stdout.write('x', () => process.exit(${status})), 300));`;
  expect((await refusal(decoder(address(more)).decode(PHOTO))).code).toBe('DEV-355');
});

test('one that writes without end is stopped, and nothing of it is kept', async () => {
  const endless = `
    require('node:fs').writeFileSync(${JSON.stringify(join(dir, 'pid'))}, String(process.pid));
    const more = () => process.stdout.write(Buffer.alloc(65536), more);
    more();
  `;
  expect((await refusal(decoder(address(endless)).decode(PHOTO))).code).toBe('DEV-355');
  const pid = await pidIn('pid');
  await eventually(() => !runs(pid));
});

test('one that crashes or does not read is told; the next photo finds a fresh one', async () => {
  const one = decoder(address("process.kill(process.pid, 'SIGSEGV');"));
  const first = await refusal(one.decode(PHOTO));
  expect(first).toMatchObject({ code: 'DEV-354', message: expect.stringContaining('被系统结束') });
  writeFileSync(join(dir, 'decoder.cjs'), 'process.stdin.destroy(); process.exitCode = 15;');
  expect((await refusal(one.decode(PHOTO))).message).toContain('授权');
  writeFileSync(join(dir, 'decoder.cjs'), `${GOOD} ${SEND}`);
  expect(await one.decode(PHOTO)).toHaveLength(38_862);
});

test('one that hangs is stopped after 10 s with all that it has started; who waits behind it gets his turn', async () => {
  const hanging = `
    const { writeFileSync } = require('node:fs');
    const { spawn } = require('node:child_process');
    process.on('SIGTERM', () => {});
    const below = spawn('sleep', ['1000'], { stdio: ['ignore', 'inherit', 'ignore'] });
    writeFileSync(${JSON.stringify(join(dir, 'below'))}, String(below.pid));
    writeFileSync(${JSON.stringify(join(dir, 'pid'))}, String(process.pid));
    setInterval(() => {}, 1000);
  `;
  const clock = new FakeClock();
  const one = decoder(address(hanging), clock);
  const first = refusal(one.decode(PHOTO));
  const second = one.decode(PHOTO);
  const [pid, below] = [await pidIn('pid'), await pidIn('below')];
  writeFileSync(join(dir, 'decoder.cjs'), `${GOOD} ${SEND}`);
  await clock.pass(9_999);
  expect([runs(pid), runs(below)]).toEqual([true, true]);
  await clock.pass(1);
  expect((await first).code).toBe('DEV-352');
  await eventually(() => !runs(pid) && !runs(below));
  expect(await second).toHaveLength(38_862);
});

test('one that nobody waits for any more is stopped at once, or not started', async () => {
  const hanging = `
    require('node:fs').writeFileSync(${JSON.stringify(join(dir, 'pid'))}, String(process.pid));
    setInterval(() => {}, 1000);
  `;
  const one = decoder(address(hanging));
  const [left, never] = [new AbortController(), new AbortController()];
  const first = one.decode(PHOTO, left.signal);
  const second = one.decode(PHOTO, never.signal);
  const third = one.decode(PHOTO);
  const pid = await pidIn('pid');
  writeFileSync(join(dir, 'decoder.cjs'), `${GOOD} ${SEND}`);
  never.abort();
  left.abort();
  await expect(first).rejects.toThrow(/abort/);
  await expect(second).rejects.toThrow(/abort/);
  await eventually(() => !runs(pid));
  expect(await third).toHaveLength(38_862);
});

test('one that has ended but left somebody with its output is not waited for longer', async () => {
  const source = `
    const below = require('node:child_process').spawn('sleep', ['1000'], { stdio: ['ignore', 'inherit', 'ignore'] });
    require('node:fs').writeFileSync(${JSON.stringify(join(dir, 'below'))}, String(below.pid));
    process.exit(0);
  `;
  const clock = new FakeClock();
  const told = refusal(decoder(address(source), clock).decode(PHOTO));
  const below = await pidIn('below');
  await clock.pass(10_000);
  expect((await told).code).toBe('DEV-352');
  await eventually(() => !runs(below));
});

test('when this process ends, what runs for it ends with it', async () => {
  const hanging = `
    require('node:fs').writeFileSync(${JSON.stringify(join(dir, 'pid'))}, String(process.pid));
    setInterval(() => {}, 1000);
  `;
  const program = `
    const { PhotoDecoder } = await import(${JSON.stringify(join(import.meta.dirname, 'decoder.ts'))});
    const { systemClock } = await import(${JSON.stringify(join(import.meta.dirname, '../clock.ts'))});
    new PhotoDecoder(${JSON.stringify(address(hanging))}, systemClock).decode(Buffer.alloc(1024)).catch(() => undefined);
    process.stdin.resume().on('end', () => process.exit(0));
  `;
  const parent = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const pid = await pidIn('pid');
  expect(runs(pid)).toBe(true);
  parent.stdin?.end();
  await eventually(() => !runs(pid));
});

test('a program that is missing, may not be run or is none is told as that', async () => {
  const told = async (path: string) => refusal(decoder(`helper://${encodeURI(path)}`, systemClock).decode(PHOTO));
  expect(await told(join(dir, 'nowhere'))).toMatchObject({
    code: 'DEV-351',
    message: expect.stringContaining('没有这个程序'),
  });
  expect((await told(join(dir, 'no', 'folder'))).code).toBe('DEV-351');
  const file = join(dir, 'locked');
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o644 });
  const locked = await withoutRights(() => told(file));
  expect(locked).toMatchObject({ code: 'DEV-351', message: expect.stringContaining('权限') });
  expect((await told(`${dir}/a\0b`)).code).toBe('DEV-351');
});

test.each([
  ['tcp://127.0.0.1:9', 'DEV-350'],
  ['/dev/ttyUSB0', 'DEV-350'],
  ['hid://0400:c35a', 'DEV-350'],
  ['C:\\vendor\\decoder.exe', 'DEV-002'],
  ['helper://vendor/decoder', 'DEV-002'],
])('%s is no decoder: %s', (typed, code) => {
  expect(() => decoder(typed)).toThrow(expect.objectContaining({ code }));
});
