import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Connection, openWriter } from './connection.ts';
import { act, createKeyFile, createLedger, openLedger, verify } from './index.ts';
import { caseClosed, caseFiled, noteAdded, testModule } from './test-module.ts';

let root: string;
let good: string;
let dir: string;
let dataKey: Uint8Array;
let photos: string[];
const modules = [testModule()];

/** A real ledger over two months: cases, notes, files, looks. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'ledger-tamper-'));
  good = join(root, 'good');
  dir = join(root, 'tampered');
  let now = Date.parse('2026-03-30T01:00:00Z');
  const clock = () => {
    now += 60_000;
    return new Date(now);
  };
  ({ dataKey } = await createKeyFile(good, { wrapWith: { kind: 'demo' } }));
  const ledger = await createLedger({ dir: good, kind: 'demo', dataKey, modules, clock, deskName: '一号窗口' });
  photos = [];
  for (let i = 0; i < 4; i++) {
    const { sha256 } = await ledger.files.put(Buffer.from(`照片${i}`.repeat(50)), 'image/jpeg');
    photos.push(sha256);
    ledger.record('officer-1', () => [
      act(caseFiled, `case-${i}`, { number: `${i}`, party: '张三', fineFen: 5_000 }),
      act(noteAdded, `case-${i}`, { note: 1, words: '现场', photoSha256: sha256 }),
    ]);
    ledger.looked({ actor: 'officer-1', what: 'view', subject: `case-${i}`, detail: '案件页' });
    if (i === 1) now += 5 * 86_400_000;
  }
  ledger.record('officer-1', () => [act(caseClosed, 'case-0', { on: '2026-04-05' })]);
  ledger.close();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => cpSync(good, dir, { recursive: true }));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Changes the database as somebody who has the key would: triggers dropped, references not checked. */
function tamper(change: (db: Connection) => void): void {
  const db = openWriter(join(dir, 'ledger.db'), dataKey);
  db.pragma('foreign_keys=OFF');
  const triggers = db.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all();
  for (const name of triggers) db.exec(`DROP TRIGGER "${name}"`);
  change(db);
  db.close();
}

/** Verifies the tampered copy, then puts the good database back. */
async function found(): Promise<readonly string[]> {
  const report = await verify({ dir, dataKey });
  expect(report.ok).toBe(report.problems.length === 0);
  cpSync(join(good, 'ledger.db'), join(dir, 'ledger.db'));
  for (const ending of ['-wal', '-shm']) rmSync(join(dir, `ledger.db${ending}`), { force: true });
  return report.problems;
}

test('an untouched ledger verifies, both months closed or open as they should be', async () => {
  const report = await verify({ dir, dataKey });
  expect(report).toMatchObject({
    ok: true,
    problems: [],
    notes: [],
    counts: { actions: 11, accessEntries: 4, files: 4 },
  });
});

test('changing any byte of any header or access row is found, and the row is named', async () => {
  const columns = {
    ledger_journal: 'id desk subject kind at actor scope payload_hash prev_hash hash'.split(' '),
    ledger_access: 'month at actor what subject detail prev_hash hash'.split(' '),
  };
  for (const [table, names] of Object.entries(columns)) {
    const rows = table === 'ledger_journal' ? 11 : 4;
    for (let position = 1; position <= rows; position++) {
      for (const column of names) {
        const byte = fc.sample(fc.nat(1_000), 1)[0] ?? 0;
        tamper((db) => changeByte(db, table, position, column, byte));
        const problems = await found();
        expect({ table, position, column, byte, named: problems.join() }).toMatchObject({
          named: expect.stringMatching(new RegExp(`第 ${position} 条`)),
        });
      }
    }
  }
});

test('changing any number of any header is found', async () => {
  for (const column of ['desk_seq', 'subject_version', 'version']) {
    for (let position = 1; position <= 11; position++) {
      tamper((db) =>
        db.prepare(`UPDATE ledger_journal SET ${column} = ${column} + 7 WHERE position = ?`).run(position),
      );
      expect((await found()).join()).toContain(`第 ${position} 条`);
    }
  }
});

test('changing any byte of any payload or salt is found', async () => {
  for (let position = 1; position <= 11; position++) {
    for (const column of ['bytes', 'salt']) {
      for (const byte of fc.sample(fc.nat(1_000), 4)) {
        tamper((db) => changeByte(db, 'ledger_journal', position, column, byte));
        expect((await found()).join()).toContain(`第 ${position} 条记录`);
      }
    }
  }
});

test('removing any row is found; the tail by its anchor', async () => {
  const tables = { ledger_journal: 11, ledger_access: 4 };
  for (const [table, rows] of Object.entries(tables)) {
    for (let position = 1; position <= rows; position++) {
      tamper((db) => db.prepare(`DELETE FROM ${table} WHERE position = ?`).run(position));
      expect({ table, position, problems: await found() }).not.toMatchObject({ problems: [] });
    }
    // The tail alone, cleanly: rows and references together.
    tamper((db) => {
      db.prepare(`DELETE FROM ${table} WHERE position > ?`).run(rows - 2);
      db.exec('DELETE FROM ledger_file_ref WHERE position NOT IN (SELECT position FROM ledger_journal)');
    });
    expect((await found()).join()).toMatch(/缺失：封存/);
  }
  for (let position = 1; position <= 11; position++) {
    tamper((db) => db.prepare('UPDATE ledger_journal SET salt = NULL, bytes = NULL WHERE position = ?').run(position));
    expect((await found()).join()).toMatch(/内容缺失/);
  }
  tamper((db) => db.prepare('DELETE FROM ledger_file WHERE sha256 = ?').run(photos[0]));
  expect(await found()).not.toEqual([]);
  tamper((db) => db.prepare('DELETE FROM ledger_file_ref WHERE sha256 = ?').run(photos[0]));
  expect((await found()).join()).toContain(photos[0]);
});

test('a stored file whose rows were all removed, and one put aside though a record names it, are named by the command', async () => {
  const cli = join(import.meta.dirname, 'cli.ts');
  const said = () => spawnSync(process.execPath, ['--no-warnings', cli, 'verify', '--data', dir], { encoding: 'utf8' });
  expect(said()).toMatchObject({ status: 0, stdout: expect.stringContaining('核对通过') });
  tamper((db) => {
    for (const table of ['ledger_file_ref', 'ledger_file'])
      db.prepare(`DELETE FROM ${table} WHERE sha256 = ?`).run(photos[0]);
    db.prepare("UPDATE ledger_file SET quarantined_at = '2026-04-01' WHERE sha256 = ?").run(photos[1]);
  });
  const { status, stdout } = said();
  expect(status).toBe(1);
  for (const lost of photos.slice(0, 2)) expect(stdout).toContain(`错误：文件 ${lost}`);
});

test('a cut tail without any anchor is said in plain words, with a county receipt it is found', async () => {
  rmSync(join(dir, 'ledger.head'));
  const cut = (db: Connection) => {
    db.exec('DELETE FROM ledger_journal WHERE position > 9');
    db.exec('DELETE FROM ledger_file_ref WHERE position > 9');
  };
  tamper(cut);
  const without = await verify({ dir, dataKey });
  expect(without.ok).toBe(true);
  expect(without.notes.join()).toContain('尾部无法证明');
  await found();

  let ledger = await openLedger({ dir, dataKey, modules, clock: () => new Date('2026-04-06T01:00:00Z') });
  ledger.anchor('county', ledger.journal.head());
  ledger.close();
  rmSync(join(dir, 'ledger.head'));
  tamper(cut);
  expect((await verify({ dir, dataKey })).problems.join()).toMatch(/序号 11 的记录缺失：县级回执/);
  await found();

  // The last record after the anchor is not proven, and verify says how many.
  rmSync(join(dir, 'ledger.head'), { force: true });
  ledger = await openLedger({ dir, dataKey, modules, clock: () => new Date('2026-04-06T01:00:00Z') });
  ledger.anchor('county', ledger.journal.head());
  ledger.record('officer-1', () => [act(caseClosed, 'case-1', { on: '2026-04-06' })]);
  ledger.close();
  rmSync(join(dir, 'ledger.head'));
  expect((await verify({ dir, dataKey })).notes.join()).toContain('最后 1 条');
});

test('opening a ledger whose tail was cut is refused: its numbers would be used twice', async () => {
  tamper((db) => {
    db.exec('DELETE FROM ledger_journal WHERE position > 9');
    db.exec('DELETE FROM ledger_file_ref WHERE position > 9');
  });
  const opening = openLedger({ dir, dataKey, modules, clock: () => new Date('2026-04-06T01:00:00Z') });
  await expect(opening).rejects.toMatchObject({ code: 'LED-106' });
});

test('changing any byte of a stored file, or removing one, is found by name', async () => {
  for (const name of photos) {
    const path = join(dir, 'files', name.slice(0, 2), name);
    const bytes = readFileSync(path);
    for (const at of [0, ...fc.sample(fc.nat(bytes.length - 1), 6), bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      writeFileSync(path, changed);
      expect((await verify({ dir, dataKey })).problems).toEqual([`文件 ${name}：已损坏或被改动（LED-303）`]);
    }
    writeFileSync(path, bytes.subarray(0, bytes.length - 1));
    expect((await verify({ dir, dataKey })).problems).toEqual([`文件 ${name}：已损坏或被改动（LED-303）`]);
    rmSync(path);
    expect((await verify({ dir, dataKey })).problems).toEqual([`文件 ${name}：缺失（LED-301）`]);
    writeFileSync(path, bytes);
  }
});

test('changing any byte of the database file itself is found', async () => {
  const path = join(dir, 'ledger.db');
  const bytes = readFileSync(path);
  // Bytes 0–15 are the cipher's salt, which a random key does not use; 16–23 say the page size in the clear.
  for (const at of fc.sample(fc.integer({ min: 24, max: bytes.length - 1 }), 60)) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    writeFileSync(path, changed);
    const report = await verify({ dir, dataKey });
    expect({ at, ok: report.ok }).toEqual({ at, ok: false });
    for (const ending of ['-wal', '-shm']) rmSync(path + ending, { force: true });
  }
});

test('a changed seal or key file is refused with its own code', async () => {
  const seal = join(dir, 'ledger.head');
  writeFileSync(seal, readFileSync(seal, 'utf8').replace('"deskSeq":11', '"deskSeq":12'));
  expect((await verify({ dir, dataKey })).problems.join()).toContain('LED-109');
  writeFileSync(join(dir, 'ledger.key'), '{}');
  await expect(verify({ dir, dataKey })).rejects.toMatchObject({ code: 'LED-108' });
  rmSync(join(dir, 'ledger.key'));
  await expect(verify({ dir, dataKey })).rejects.toMatchObject({ code: 'LED-103' });
});

test('the triggers of the file forbid changing or deleting header rows', () => {
  const db = openWriter(join(dir, 'ledger.db'), dataKey);
  expect(() => db.exec("UPDATE ledger_journal SET actor = 'x'")).toThrow('append-only');
  expect(() => db.exec('DELETE FROM ledger_journal')).toThrow('append-only');
  expect(() => db.exec('DELETE FROM ledger_access')).toThrow('append-only');
  expect(() => db.exec('UPDATE ledger_journal SET rowid = rowid + 100')).toThrow('append-only');
  expect(() => db.exec("UPDATE ledger_journal SET salt = x'00'")).toThrow('never changed');
  expect(() => db.exec('UPDATE ledger_journal SET bytes = NULL')).toThrow('never changed');
  expect(() => db.exec('UPDATE ledger_journal SET salt = NULL, bytes = NULL, kind = kind || 1')).toThrow('append-only');
  db.exec('UPDATE ledger_journal SET salt = NULL, bytes = NULL WHERE position = 3');
  expect(() => db.exec("UPDATE ledger_journal SET salt = x'00', bytes = x'00' WHERE position = 3")).toThrow(
    'never changed',
  );
  db.close();
});

test('a file that nothing refers to is quarantined at start; one that a draft names stays', async () => {
  const clock = () => new Date('2026-04-06T01:00:00Z');
  let ledger = await openLedger({ dir, dataKey, modules, clock });
  const lost = await ledger.files.put(Buffer.from('没有下文'), 'text/plain');
  const drafted = await ledger.files.put(Buffer.from('草稿里的签名'), 'image/png');
  const { drafts } = await import('./test-module.ts');
  ledger.local((tables) =>
    tables
      .insert(drafts)
      .values({ id: 'd', content: { signature: drafted.sha256 } })
      .run(),
  );
  ledger.close();
  expect((await verify({ dir, dataKey })).notes.join()).toContain(lost.sha256);
  ledger = await openLedger({ dir, dataKey, modules, clock });
  expect(ledger.files.has(lost.sha256)).toBe(false);
  expect(ledger.files.has(drafted.sha256)).toBe(true);
  expect(readdirSync(join(dir, 'quarantine'))).toEqual([lost.sha256]);
  // Storing it again brings it back.
  await ledger.files.put(Buffer.from('没有下文'), 'text/plain');
  expect(existsSync(join(dir, 'files', lost.sha256.slice(0, 2), lost.sha256))).toBe(true);
  ledger.close();
  expect(await verify({ dir, dataKey })).toMatchObject({ ok: true });
});

function changeByte(db: Connection, table: string, position: number, column: string, at: number): void {
  const value = db
    .prepare<[number], string | Buffer>(`SELECT ${column} FROM ${table} WHERE position = ?`)
    .pluck()
    .get(position);
  if (value === undefined) throw new Error('no such row');
  const bytes = Buffer.from(value);
  const index = at % bytes.length;
  // Not the lowest bit: case-0 would become case-1, which the engine itself refuses.
  bytes[index] = (bytes[index] ?? 0) ^ 0x10;
  db.prepare(`UPDATE ${table} SET ${column} = ? WHERE position = ?`).run(
    typeof value === 'string' ? bytes.toString('latin1') : bytes,
    position,
  );
}
