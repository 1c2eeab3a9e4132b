import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { cupsPrint, cupsPrinters } from './cups.ts';

/** A print service of shell scripts that speaks as CUPS does and keeps what it was given. */
const path = process.env.PATH;
const folder = mkdtempSync(join(tmpdir(), 'cups-'));
const posix = process.platform === 'win32' ? test.skip : test;

function command(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

beforeEach(() => {
  process.env.PATH = `${folder}:${path}`;
});
afterAll(() => {
  process.env.PATH = path;
});

const pdf = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) % 256);

posix('the stored bytes arrive unchanged, with printer, copies and paper', async () => {
  command(
    'lp',
    `cat > ${folder}/job; printf '%s\\n' "$@" > ${folder}/options; echo 'request id is hall-17 (1 file(s))'`,
  );
  expect(await cupsPrint({ pdf, printer: 'hall', copies: 3 })).toEqual({ job: 'hall-17' });
  expect(new Uint8Array(readFileSync(join(folder, 'job')))).toEqual(pdf);
  const options = readFileSync(join(folder, 'options'), 'utf8').trim().split('\n');
  expect(options).toEqual(['-d', 'hall', '-n', '3', '-o', 'media=A4', '-']);
});

posix('a printer that does not take the job is refused with what the service said', async () => {
  command('lp', `echo 'lp: The printer or class does not exist.' >&2; exit 1`);
  await expect(cupsPrint({ pdf, printer: 'nowhere', copies: 1 })).rejects.toMatchObject({
    code: 'SHELL-041',
    message: expect.stringContaining('does not exist'),
  });
});

posix('printers are listed with the default one', async () => {
  command('lpstat', `[ "$1" = -e ] && printf 'hall\\noffice\\n' || echo 'system default destination: office'`);
  expect(await cupsPrinters()).toEqual([
    { name: 'hall', isDefault: false },
    { name: 'office', isDefault: true },
  ]);
});

posix('without a print service printing is refused, and there are no printers', async () => {
  process.env.PATH = mkdtempSync(join(tmpdir(), 'empty-'));
  await expect(cupsPrint({ pdf, copies: 1 })).rejects.toMatchObject({ code: 'SHELL-040' });
  expect(await cupsPrinters()).toEqual([]);
});
