import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type OfficeInTest, openOfficeInTest } from '../../test/office-in-test.ts';
import { GIVEN } from './given-in-test.ts';
import { unlockWithPassphrase, verify } from './ledger/index.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'founding-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const render = () => Promise.reject(new Error('no papers in this test'));
async function opened<T>(use: (office: OfficeInTest) => Promise<T>): Promise<T> {
  const office = await openOfficeInTest({ demo: false, dir, render });
  try {
    return await use(office);
  } finally {
    await office.close();
  }
}
const administratorEnters = async ({ window }: OfficeInTest) => {
  const { number, password } = GIVEN.admin;
  const session = await window('first').people.signIn({ number, password });
  expect(session?.officer.roles).toEqual(['SYS_ADMIN']);
};

/** Founds in another process that kills itself at its n-th look at the clock; the looks it took when it lived. */
function foundAndDie(deadAt: number): Promise<{ signal: NodeJS.Signals | null; looks: number }> {
  const program = join(import.meta.dirname, 'founding-in-test.ts');
  const child = spawn(process.execPath, [program, dir, String(deadAt)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (text) => {
    out += String(text);
  });
  return new Promise((resolve) => child.once('close', (_, signal) => resolve({ signal, looks: Number(out) })));
}

test('a set-up killed anywhere leaves no office: the page asks again, and then the administrator can enter', async () => {
  const { looks } = await foundAndDie(0);
  rmSync(dir, { recursive: true });
  for (const deadAt of [1, 2, 4, Math.floor(looks / 2), looks]) {
    mkdirSync(dir);
    expect(await foundAndDie(deadAt)).toMatchObject({ signal: 'SIGKILL' });
    // The key was made at least, or this kills nothing worth killing.
    expect(existsSync(join(dir, 'founding', 'ledger.key'))).toBe(true);
    await opened(async (office) => {
      expect(office.host.state().phase).toBe('setup');
      expect(readdirSync(dir)).toEqual([]);
      if (deadAt < looks) return;
      await office.host.setUp(GIVEN);
      await administratorEnters(office);
    });
    rmSync(dir, { recursive: true });
  }
}, 120_000);

test('a set-up that was finished is taken over wherever its moving was interrupted', async () => {
  await foundAndDie(0);
  const names = readdirSync(dir).sort();
  expect(names).toEqual(expect.arrayContaining(['ledger.db', 'ledger.head', 'ledger.key']));
  // As a death between two renames leaves it: the key moves last.
  mkdirSync(join(dir, 'founded'));
  for (const name of ['ledger.head', 'ledger.key']) renameSync(join(dir, name), join(dir, 'founded', name));
  await opened(async (office) => {
    expect(office.host.state().phase).toBe('locked');
    await office.host.unlock({ passphrase: GIVEN.passphrase });
    await administratorEnters(office);
    const dataKey = await unlockWithPassphrase(dir, GIVEN.passphrase);
    expect(await verify({ dir, dataKey })).toMatchObject({ ok: true, problems: [] });
  });
  expect(readdirSync(dir)).not.toContain('founded');
});

test('a weak passphrase leaves nothing behind and can be corrected', async () => {
  await opened(async (office) => {
    await expect(office.host.setUp({ ...GIVEN, passphrase: 'kurz' })).rejects.toMatchObject({ code: 'LED-207' });
    expect(office.host.state().phase).toBe('setup');
    expect(readdirSync(dir)).toEqual([]);
    await office.host.setUp(GIVEN);
    await administratorEnters(office);
    await expect(office.host.setUp(GIVEN)).rejects.toMatchObject({ code: 'OFF-102' });
  });
});

test('a ledger without its key, or with a broken one, shows the unlock page with the reason, never the set-up page', async () => {
  await opened((office) => office.host.setUp(GIVEN));
  const key = join(dir, 'ledger.key');
  const whole = readFileSync(key);
  writeFileSync(key, '{');
  await opened(async ({ host }) =>
    expect(host.state()).toMatchObject({ phase: 'locked', trouble: { code: 'LED-108' } }),
  );
  rmSync(key);
  await opened(async ({ host }) => {
    expect(host.state()).toMatchObject({ phase: 'locked', trouble: { code: 'LED-103' } });
    await expect(host.setUp(GIVEN)).rejects.toMatchObject({ code: 'OFF-102' });
  });
  writeFileSync(key, whole);
  await opened(async (office) => {
    await office.host.unlock({ passphrase: GIVEN.passphrase });
    await administratorEnters(office);
  });
});
