import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { officeClock } from '../clock.ts';
import { openWriter } from '../ledger/connection.ts';
import { createKeyFile, createLedger, type Ledger } from '../ledger/index.ts';
import { createPeople, credentials, type People, peopleProjection } from './index.ts';

const FIRST = 'Diyi@2026';
const NEXT = 'Dier@2026';

let dir: string;
let dataKey: Uint8Array;
let ledger: Ledger;
let people: People;
let officerId: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'passwords-'));
  ({ dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } }));
  const modules = [{ projection: peopleProjection, local: { module: 'people', version: 1, tables: [credentials] } }];
  ledger = await createLedger({ dir, dataKey, kind: 'demo', deskName: '一号窗口', modules, clock: () => new Date() });
  people = createPeople(ledger, officeClock(), () => 30);
  const about = { unit: '', certIssuer: '', certFrom: null, certTo: null, areas: [], status: 'ACTIVE' as const };
  officerId = people.save('system', { ...about, name: '张三', number: '123456', certNo: '123456' }).id;
  await people.setPassword('system', { officerId, next: FIRST });
});
afterEach(() => {
  ledger.close();
  rmSync(dir, { recursive: true, force: true });
});

/** From now on nothing of this kind can be written: what comes between the two halves of an act, at its worst place. */
function unwritable(table: string, when: string): void {
  const db = openWriter(join(dir, 'ledger.db'), dataKey);
  db.exec(
    `CREATE TRIGGER unwritable BEFORE INSERT ON ${table} WHEN ${when} BEGIN SELECT RAISE(ABORT, 'power off'); END`,
  );
  db.close();
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'OK',
    (error: { code?: string }) => error.code ?? 'ERROR',
  );
const told = () => ledger.journal.bySubject(officerId).map(({ kind }) => kind);

test('a password that could not be recorded is not set: the one before still opens', async () => {
  const before = told();
  unwritable('ledger_journal', "NEW.kind = 'officer.password-set'");
  await expect(people.setPassword('system', { officerId, next: NEXT })).rejects.toThrow();
  expect(await codeOf(people.passwords.check(officerId, NEXT))).toBe('PPL-102');
  expect(await codeOf(people.passwords.check(officerId, FIRST))).toBe('OK');
  expect(told()).toEqual(before);
});

test('a password that could not be kept is not recorded either', async () => {
  const before = told();
  unwritable('credential', 'true');
  await expect(people.setPassword('system', { officerId, next: NEXT })).rejects.toThrow();
  expect(told()).toEqual(before);
  expect(await codeOf(people.passwords.check(officerId, FIRST))).toBe('OK');
});

test('an account is not locked without its action', async () => {
  for (let n = 0; n < 4; n++) expect(await codeOf(people.passwords.check(officerId, NEXT))).toBe('PPL-102');
  unwritable('ledger_journal', "NEW.kind = 'officer.locked-out'");
  await expect(people.passwords.check(officerId, NEXT)).rejects.toThrow();
  expect(told()).not.toContain('officer.locked-out');
  expect(ledger.read.select().from(credentials).get()).toMatchObject({ failures: 4, lockedUntil: null });
});
