import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '../testing/eventually.ts';
import { parseAddress } from './address.ts';
import { HelperTransport } from './helper.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A helper of a few lines, and everything that came of it. */
async function helper(source: string) {
  const dir = mkdtempSync(join(tmpdir(), 'helper-'));
  closers.push(() => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'helper.mjs');
  writeFileSync(file, source);
  const said: string[] = [];
  const transport = await HelperTransport.open(process.execPath, [file, 'one two'], (line) => said.push(line));
  closers.push(() => transport.close());
  let got = '';
  let cause: Error | null | undefined;
  transport.onData((chunk) => {
    got += chunk.toString();
  });
  transport.onClose((error) => {
    cause = error;
  });
  return { transport, said, got: () => got, cause: () => cause };
}

test('bytes go in and come out; of its words for support what is surely harmless arrives', async () => {
  const { transport, said, got } = await helper(`
    process.stdin.on('data', (bytes) => process.stdout.write(bytes));
    process.stdin.on('end', () => process.exit(0));
    process.stderr.write('opened ' + process.argv[2] + '\\n读到 陈小满 330621198504120020 AA AA AA 96 69 00 08 00 00 9F\\ncode 41\\n');
  `);
  await transport.write(Buffer.from('ping'));
  await eventually(() => got() === 'ping' && said.length === 3);
  expect(said).toEqual([
    'helper: opened … (14 characters)',
    'helper: … (55 characters)',
    'helper: code 41 (7 characters)',
  ]);
});

test('words for support without an end are not kept', async () => {
  const { said } = await helper(`
    const piece = 'x'.repeat(65536);
    for (let n = 0; n < 64; n += 1) process.stderr.write(piece);
    process.stderr.write('\\nended\\n');
    setInterval(() => {}, 1000);
  `);
  await eventually(() => said.length > 0);
  expect(said).toEqual(['helper: ended (5 characters)']);
});

test('a helper that ends says how; writing to it fails instead of waiting', async () => {
  const { transport, cause } = await helper('process.exit(7);');
  await eventually(() => cause());
  expect(cause()?.message).toBe('helper ended (code 7)');
  await expect(transport.write(Buffer.of(1))).rejects.toThrow('helper ended');
});

test('a helper that does not leave when its input ends is stopped', async () => {
  const { transport, got } = await helper(`
    process.on('SIGTERM', () => process.stdout.write('no'));
    process.stdout.write('here');
    setInterval(() => {}, 1000);
  `);
  await eventually(() => got() === 'here');
  await transport.close();
});

test('a program that is not there is told as the system tells it', async () => {
  await expect(HelperTransport.open('/nowhere/reader', [], () => undefined)).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([
  ['helper:///opt/reader', { program: '/opt/reader', args: [], simulated: false }],
  ['helper:///opt/my%20reader?arg=tcp://h:1&arg=9600', { program: '/opt/my reader', args: ['tcp://h:1', '9600'] }],
  ['helper:///opt/reader?arg=x&simulated', { program: '/opt/reader', args: ['x'], simulated: true }],
  ['helper:///opt/reader?simulated', { program: '/opt/reader', args: [], simulated: true }],
  ['helper:///C:/vendor/reader.exe', { program: 'C:/vendor/reader.exe', args: [] }],
])('address %s', (text, expected) => {
  expect(parseAddress(text, 1)).toMatchObject({ kind: 'helper', ...expected });
});

test.each(['helper://reader', 'helper:///', 'helper:///opt/a%zz', 'helper:reader', 'hid://0250', 'hid://zzzz:0001'])(
  'address %p is refused',
  (text) => {
    expect(() => parseAddress(text, 1)).toThrow(expect.objectContaining({ code: 'DEV-002' }));
  },
);
