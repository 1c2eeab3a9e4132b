import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openWriter } from './connection.ts';
import {
  act,
  createKeyFile,
  createLedger,
  keptBy,
  openLedger,
  rewrap,
  type SecretWrap,
  unlockDemo,
  unlockWithPassphrase,
  unlockWithRecoveryCode,
  unlockWithShell,
} from './index.ts';
import { migrate, migrations } from './migrate.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { caseFiled, testModule } from './test-module.ts';

let dir: string;
const modules = [testModule()];
const clock = () => new Date('2026-03-02T01:00:00Z');
const passphrase = '清风镇·一号窗口';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ledger-keys-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const code = (expected: string) => expect.objectContaining({ code: expected });
const demo = async () => {
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
  (await createLedger({ dir, kind: 'demo', dataKey, modules, clock, deskName: '一号窗口' })).close();
  return dataKey;
};

test('the passphrase and the recovery code open the same key; a wrong one is refused by its own code', async () => {
  const { dataKey, recoveryCode } = await createKeyFile(dir, { wrapWith: { kind: 'passphrase', passphrase } });
  expect(await unlockWithPassphrase(dir, passphrase)).toEqual(dataKey);
  expect(unlockWithRecoveryCode(dir, recoveryCode)).toEqual(dataKey);
  await expect(unlockWithPassphrase(dir, `${passphrase}。`)).rejects.toEqual(code('LED-201'));
  expect(() => unlockWithRecoveryCode(dir, newRecoveryCode())).toThrow(code('LED-204'));
  expect(() =>
    unlockWithRecoveryCode(
      dir,
      recoveryCode.replace(/.$/, (last) => (last === '7' ? '8' : '7')),
    ),
  ).toThrow(code('LED-203'));
  expect(readFileSync(join(dir, 'ledger.key'), 'utf8')).not.toContain(Buffer.from(dataKey).toString('hex'));
  await expect(createKeyFile(dir, { wrapWith: { kind: 'demo' } })).rejects.toEqual(code('LED-205'));
});

test('the key moves to a secret store and to another passphrase; the recovery code stays', async () => {
  const { dataKey, recoveryCode } = await createKeyFile(dir, { wrapWith: { kind: 'passphrase', passphrase } });
  // A secret store of another account: what it wraps, only it unwraps.
  const store = (mask: number): Extract<SecretWrap, { kind: 'shell' }> => ({
    kind: 'shell',
    wrap: (bytes) => bytes.map((byte) => byte ^ mask),
    unwrap: async (bytes) => bytes.map((byte) => byte ^ mask),
  });
  await rewrap(dir, dataKey, store(0x5a));
  expect(keptBy(dir)).toBe('shell');
  expect(await unlockWithShell(dir, store(0x5a).unwrap)).toEqual(dataKey);
  await expect(unlockWithShell(dir, store(0x11).unwrap)).rejects.toEqual(code('LED-202'));
  await expect(unlockWithPassphrase(dir, passphrase)).rejects.toEqual(code('LED-206'));
  await rewrap(dir, dataKey, { kind: 'passphrase', passphrase: '另一个长口令八字' });
  expect(await unlockWithPassphrase(dir, '另一个长口令八字')).toEqual(dataKey);
  await expect(unlockWithPassphrase(dir, passphrase)).rejects.toEqual(code('LED-201'));
  expect(unlockWithRecoveryCode(dir, recoveryCode)).toEqual(dataKey);
  await expect(rewrap(dir, dataKey, { kind: 'passphrase', passphrase: '太短' })).rejects.toEqual(code('LED-207'));
  await expect(rewrap(dir, new Uint8Array(32), { kind: 'demo' })).rejects.toEqual(code('LED-102'));
});

test('a recovery code has six groups without I, L, O, U and is read as people type it', () => {
  fc.assert(
    fc.property(fc.nat(29), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (at, letter) => {
      const printed = newRecoveryCode();
      expect(printed).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
      const secret = readRecoveryCode(printed);
      expect(
        readRecoveryCode(printed.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')),
      ).toEqual(secret);
      const letters = [...printed.replaceAll('-', '')];
      if (letters[at] === letter) return;
      letters[at] = letter;
      expect(() => readRecoveryCode(letters.join(''))).toThrow(code('LED-203'));
    }),
  );
  for (const typed of ['', '-----', 'ABC', newRecoveryCode().slice(0, -1), `${newRecoveryCode()}0`, '恢复码']) {
    expect(() => readRecoveryCode(typed)).toThrow(code('LED-203'));
  }
});

test('wrong key, no key file, no ledger, a damaged file: each its own code', async () => {
  const dataKey = await demo();
  const open = (key = dataKey, at = dir) => openLedger({ dir: at, dataKey: key, modules, clock });
  await expect(open(new Uint8Array(32).fill(7))).rejects.toEqual(code('LED-102'));
  const again = createLedger({ dir, kind: 'demo', dataKey, modules, clock, deskName: '二号' });
  await expect(again).rejects.toEqual(code('LED-111'));

  const key = readFileSync(join(dir, 'ledger.key'));
  rmSync(join(dir, 'ledger.key'));
  await expect(open()).rejects.toEqual(code('LED-103'));
  writeFileSync(join(dir, 'ledger.key'), key.subarray(0, 40));
  await expect(open()).rejects.toEqual(code('LED-108'));
  writeFileSync(join(dir, 'ledger.key'), key);

  const whole = readFileSync(join(dir, 'ledger.db'));
  for (const damaged of [whole.subarray(0, 5_000), Buffer.from(whole).fill(7, 100, 200), Buffer.alloc(100)]) {
    writeFileSync(join(dir, 'ledger.db'), damaged);
    await expect(open()).rejects.toEqual(code('LED-105'));
    expect(readFileSync(join(dir, 'ledger.db'))).toEqual(damaged);
  }
  rmSync(join(dir, 'ledger.db'));
  await expect(open()).rejects.toEqual(code('LED-101'));
  writeFileSync(join(dir, 'ledger.db'), whole);
  (await open()).close();
});

test('a set-up that was interrupted before the first action goes on', async () => {
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
  const db = openWriter(join(dir, 'ledger.db'), dataKey);
  migrate(db, dir);
  db.close();
  await expect(openLedger({ dir, dataKey, modules, clock })).rejects.toEqual(code('LED-105'));
  const ledger = await createLedger({ dir, kind: 'demo', dataKey, modules, clock, deskName: '一号窗口' });
  expect(ledger.journal.head().deskSeq).toBe(1);
  ledger.close();
});

test('only a demo ledger may keep its key in the open', async () => {
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
  expect(unlockDemo(dir)).toEqual(dataKey);
  const real = createLedger({ dir, kind: 'real', dataKey, modules, clock, deskName: '一号窗口' });
  await expect(real).rejects.toEqual(code('LED-208'));
  expect(existsSync(join(dir, 'ledger.db'))).toBe(false);
});

test('a ledger from the future is refused, whatever part of it is newer', async () => {
  const dataKey = await demo();
  const change = (sql: string) => {
    const db = openWriter(join(dir, 'ledger.db'), dataKey);
    db.exec(sql);
    db.close();
  };
  const open = () => openLedger({ dir, dataKey, modules, clock });
  change('PRAGMA user_version=99');
  await expect(open()).rejects.toEqual(code('LED-107'));
  change(`PRAGMA user_version=${migrations.length}; UPDATE ledger_local SET version = 9`);
  await expect(open()).rejects.toEqual(code('LED-107'));
  change('UPDATE ledger_local SET version = 1');
  (await open()).close();
});

test('a migration copies the ledger first, and a failing one changes nothing', async () => {
  const dataKey = await demo();
  const db = openWriter(join(dir, 'ledger.db'), dataKey);
  const number = migrations.length + 1;
  const next = { number, sql: 'CREATE TABLE ledger_next (a TEXT NOT NULL) STRICT;' };
  const broken = { number: number + 1, sql: 'CREATE TABLE ledger_more (a); INSERT INTO no_such_table VALUES (1);' };
  expect(() => migrate(db, dir, [...migrations, next, broken])).toThrow('no_such_table');
  expect(db.pragma('user_version', { simple: true })).toBe(number);
  expect(
    db.prepare("SELECT name FROM sqlite_master WHERE name IN ('ledger_next', 'ledger_more')").pluck().all(),
  ).toEqual(['ledger_next']);
  db.close();
  const copy = join(dir, `ledger-before-migration-${String(number).padStart(4, '0')}.db`);
  const before = openWriter(copy, dataKey);
  expect(before.pragma('user_version', { simple: true })).toBe(number - 1);
  expect(before.prepare('SELECT count(*) FROM ledger_journal').pluck().get()).toBe(1);
  before.close();
});

test('folders and files that cannot be written are refused with a sentence', async () => {
  mkdirSync(join(dir, 'ledger.key'));
  await expect(createKeyFile(dir, { wrapWith: { kind: 'demo' } })).rejects.toEqual(code('LED-205'));
  expect(readdirSync(dir)).toEqual(['ledger.key']);
});

test('a record with a payload that its kind does not allow leaves nothing behind', async () => {
  const dataKey = await demo();
  const ledger = await openLedger({ dir, dataKey, modules, clock });
  const wrong = act(caseFiled, 'case-1', { number: '1', party: '张三', fineFen: -5 });
  expect(() => ledger.record('officer-1', () => [wrong])).toThrow(code('LED-302'));
  expect(ledger.journal.head().deskSeq).toBe(1);
  ledger.close();
});
