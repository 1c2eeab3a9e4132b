import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  act,
  backup,
  createKeyFile,
  createLedger,
  type Ledger,
  openLedger,
  replay,
  restore,
  stats,
  unlockWithRecoveryCode,
  verify,
} from './index.ts';
import { caseFiled, cases, noteAdded, testModule } from './test-module.ts';

let root: string;
let dir: string;
let to: string;
let ledger: Ledger;
let dataKey: Uint8Array;
let recoveryCode: string;
let photo: string;
const passphrase = '清风镇·一号窗口';
const modules = [testModule()];
const clock = () => new Date('2026-03-02T01:00:00Z');
const code = (expected: string) => expect.objectContaining({ code: expected });

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'ledger-backup-'));
  dir = join(root, 'office');
  to = join(root, '备份.tar');
  ({ dataKey, recoveryCode } = await createKeyFile(dir, { wrapWith: { kind: 'passphrase', passphrase } }));
  ledger = await createLedger({ dir, kind: 'real', dataKey, modules, clock, deskName: '一号窗口' });
  photo = (await ledger.files.put(Buffer.from('现场照片'), 'image/jpeg')).sha256;
  ledger.record('officer-1', () => [
    act(caseFiled, 'case-1', { number: '1', party: '张三', fineFen: 5_000 }),
    act(noteAdded, 'case-1', { note: 1, words: '现场', photoSha256: photo }),
  ]);
  ledger.looked({ actor: 'officer-1', what: 'view', subject: 'case-1', detail: '' });
});
afterEach(() => {
  ledger.close();
  rmSync(root, { recursive: true, force: true });
});

test('a backup made beside the open office is restored with the recovery code and goes on as a new desk', async () => {
  const report = backup({ dir, dataKey, to, clock });
  expect(report).toMatchObject({ head: ledger.journal.head(), files: 1, missing: [] });
  expect(readFileSync(to).includes('张三')).toBe(false);
  // The old desk works on after the backup; the restored one must not take its numbers.
  ledger.record('officer-1', () => [act(caseFiled, 'case-2', { number: '2', party: '李四', fineFen: 0 })]);

  const place = join(root, 'another-pc');
  const restored = await restore({
    from: to,
    dir: place,
    secret: { kind: 'recovery-code', code: recoveryCode },
    clock,
  });
  expect(restored).toMatchObject({ oldHead: report.head, files: 1, ledgerId: ledger.info.ledgerId });
  expect(restored.desk).not.toBe(ledger.info.desk);
  expect(await verify({ dir: place, dataKey: restored.dataKey })).toMatchObject({ ok: true, notes: [] });

  const key = unlockWithRecoveryCode(place, recoveryCode);
  const again = await openLedger({ dir: place, dataKey: key, modules, clock });
  expect(again.info).toMatchObject({ kind: 'real', desk: restored.desk });
  expect(again.read.select().from(cases).all()).toHaveLength(1);
  expect(Buffer.from(await again.files.get(photo)).toString()).toBe('现场照片');
  const [next] = again.record('officer-1', () => [
    act(caseFiled, 'case-2', { number: '2', party: '王五', fineFen: 0 }),
  ]);
  expect(next).toMatchObject({ desk: restored.desk, deskSeq: 2 });
  const own = again.journal.after(0, 10);
  expect(own.map((action) => action.kind)).toEqual(['ledger.restored', 'test.case-filed']);
  expect(own[0]?.payload).toMatchObject({ oldHead: report.head });
  again.close();
  expect(await verify({ dir: place, dataKey: key })).toMatchObject({ ok: true });
  expect(await replay({ dir: place, dataKey: key, modules })).toMatchObject({ ok: true });
  // A backup of the restored ledger restores too: three desks, one chain after the other.
  const second = join(root, '备份二.tar');
  backup({ dir: place, dataKey: key, to: second, clock });
  const third = join(root, 'third-pc');
  await restore({ from: second, dir: third, secret: { kind: 'passphrase', passphrase }, clock });
  expect(await verify({ dir: third, dataKey: key })).toMatchObject({ ok: true, counts: { actions: 6 } });
});

test('any tar lists the archive', () => {
  backup({ dir, dataKey, to, clock });
  const listed = spawnSync('tar', ['tf', to], { encoding: 'utf8' });
  expect(listed.stdout.trim().split('\n')).toEqual([
    'manifest.json',
    'ledger.key',
    'ledger.db',
    `files/${photo.slice(0, 2)}/${photo}`,
  ]);
});

test('a restore that cannot be done leaves the folder empty and says why', async () => {
  backup({ dir, dataKey, to, clock });
  const place = join(root, 'another-pc');
  const attempt = (from = to, secret = recoveryCode) =>
    restore({ from, dir: place, secret: { kind: 'recovery-code', code: secret }, clock });
  await expect(attempt(join(root, 'nothing.tar'))).rejects.toEqual(code('LED-505'));
  await expect(attempt(to, 'ABCDE')).rejects.toEqual(code('LED-203'));
  expect(readdirSync(place)).toEqual([]);

  const whole = readFileSync(to);
  const damaged = join(root, 'damaged.tar');
  const damages: readonly ((bytes: Buffer) => Buffer)[] = [
    (bytes) => bytes.subarray(0, bytes.length - 1_500),
    (bytes) => bytes.subarray(0, 700),
    (bytes) => Buffer.from(bytes).fill(0x41, 3, 6),
    // A path that would leave the folder.
    (bytes) => Buffer.from(bytes.toString('latin1').replace('ledger.key', '../evil.sh'), 'latin1'),
    // A manifest that claims another head.
    (bytes) => Buffer.from(bytes.toString('latin1').replace('"deskSeq": 3', '"deskSeq": 4'), 'latin1'),
    // One byte inside the database, wherever it lies.
    ...[0.2, 0.4, 0.6, 0.8].map((part) => (bytes: Buffer) => {
      const changed = Buffer.from(bytes);
      const at = Math.floor(bytes.length * part);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed;
    }),
  ];
  for (const damage of damages) {
    writeFileSync(damaged, damage(whole));
    await expect(attempt(damaged)).rejects.toEqual(code('LED-503'));
    expect(readdirSync(place)).toEqual([]);
  }
  writeFileSync(join(place, '别的.txt'), 'x');
  await expect(attempt()).rejects.toEqual(code('LED-502'));
  expect(readdirSync(place)).toEqual(['别的.txt']);
});

test('a backup never overwrites, and names what is missing', async () => {
  backup({ dir, dataKey, to, clock });
  expect(() => backup({ dir, dataKey, to, clock })).toThrow(code('LED-501'));
  expect(() => backup({ dir, dataKey, to: join(root, 'no', 'such', 'x.tar'), clock })).toThrow(code('LED-504'));
  rmSync(join(dir, 'files', photo.slice(0, 2), photo));
  expect(backup({ dir, dataKey, to: `${to}2`, clock })).toMatchObject({ missing: [photo] });
  expect(readdirSync(root).sort()).toEqual(['office', '备份.tar', '备份.tar2']);
});

test('stats counts without showing content', () => {
  const found = stats({ dir, dataKey });
  expect(found).toMatchObject({ kind: 'real', actions: 3, accessEntries: 1, files: 1, projections: { test: 1 } });
  expect(JSON.stringify(found)).not.toContain('张三');
});

test('the command line does all of it, with secrets from files only', async () => {
  ledger.close();
  const secret = join(root, 'passphrase');
  const paper = join(root, 'recovery');
  writeFileSync(secret, `${passphrase}\n`);
  writeFileSync(paper, `${recoveryCode}\r\n`);
  const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
  const run = (...rest: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--no-warnings', cli, ...rest], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  expect(run('verify', '--data', dir, '--passphrase-file', secret)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('核对通过'),
  });
  expect(run('backup', '--data', dir, '--passphrase-file', secret, '--to', to)).toMatchObject({ status: 0 });
  const place = join(root, 'another-pc');
  expect(run('restore', '--data', place, '--from', to, '--recovery-file', paper)).toMatchObject({
    status: 0,
    stderr: '',
  });
  expect(run('stats', '--data', place, '--recovery-file', paper).stdout).toContain('"ledger.restored": 1');
  const { modules: all } = await import('../modules.ts');
  (await openLedger({ dir: place, dataKey, modules: all, clock })).close();
  expect(run('replay', '--data', place, '--recovery-file', paper)).toMatchObject({ status: 0 });
  expect(run('verify', '--data', dir)).toMatchObject({ status: 1, stderr: expect.stringMatching(/^LED-209 /) });
  writeFileSync(secret, '不是这个口令\n');
  expect(run('verify', '--data', dir, '--passphrase-file', secret)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^LED-201 /),
  });
  truncateSync(join(place, 'files', photo.slice(0, 2), photo), 10);
  const broken = run('verify', '--data', place, '--recovery-file', paper);
  expect(broken).toMatchObject({ status: 1, stdout: expect.stringMatching(new RegExp(`^错误：文件 ${photo}`)) });
  mkdirSync(join(root, 'empty'));
  expect(run('verify', '--data', join(root, 'empty'))).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^LED-103 /),
  });
  expect(run('verify')).toMatchObject({ status: 2, stderr: expect.stringContaining('用法') });
  expect(run('explode', '--data', dir, '--what')).toMatchObject({ status: 2, stderr: expect.stringContaining('用法') });
});
