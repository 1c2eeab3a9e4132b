import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { codeOf, openTown, type Town } from '../cases/town-in-test.ts';
import { makeBackup } from './backup.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown({ papersToo: false });
});
afterAll(() => town.close());

test('a figure is changed with its reason, and only to what the office can work with', async () => {
  const { settings, ledger } = town.office();
  const set = (key: string, value: number | boolean | string) =>
    codeOf(() => settings.setParameter(town.staff.leader, { key, value, reason: '地方口径' }));
  expect(await set('firstViolationYears', 3)).toBe('OK');
  expect(settings.parameters().firstViolationYears).toBe(3);
  expect(settings.lines().find((one) => one.key === 'firstViolationYears')).toMatchObject({ value: 3, initial: 2 });
  const last = ledger.journal.after(ledger.journal.head().deskSeq - 1, 1)[0];
  expect(last).toMatchObject({ kind: 'parameter.set', actor: town.staff.leader, payload: { reason: '地方口径' } });
  const before = settings.parameters();
  for (const [key, value, code] of [
    ['noSuchFigure', 1, 'SET-101'],
    ['firstViolationYears', '3', 'SET-102'],
    ['firstViolationYears', -1, 'SET-103'],
    ['firstViolationYears', Number.NaN, 'SET-103'],
    ['firstViolationYears', 1.5, 'SET-105'],
    ['summaryLimitCitizenFen', 200.5, 'SET-105'],
    ['surchargePercentPerDay', 101, 'SET-105'],
    ['surchargeBase', 'HALF', 'SET-104'],
    ['lightUpToPercent', 70, 'SET-105'],
    ['documentNumberTemplate', '{机关代字}{文书字}[{年}]{号}号', 'SET-105'],
    ['documentNumberTemplate', '{机关代字}〔{年}〕{号}号', 'SET-105'],
    ['documentNumberWidth', 0, 'SET-105'],
    ['documentNumberWidth', 99, 'SET-105'],
  ] as const) {
    expect([key, value, await set(key, value)]).toEqual([key, value, code]);
  }
  expect(settings.parameters()).toEqual(before);
});

test('a backup goes into the folder that was chosen, and today knows of it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backup-'));
  const office = town.office();
  expect(await codeOf(() => makeBackup(office, town.staff.leader, join(folder, 'not there')))).toBe('SET-201');
  expect(office.settings.desk('lastBackupAt', null)).toBeNull();
  town.on('2026-03-02');
  const { file, bytes } = await makeBackup(office, town.staff.leader, folder);
  expect(readdirSync(folder)).toEqual([
    '镇执台备份-青溪镇-20260302-020000.zzbackup'.replace(/\d{6}\.zz/, `${file.slice(-15, -9)}.zz`),
  ]);
  expect(bytes).toBeGreaterThan(10_000);
  expect(office.settings.desk<string | null>('lastBackupAt', null)).toMatch(/^2026-03-02T02:00/);
  const last = office.ledger.journal.after(office.ledger.journal.head().deskSeq - 1, 1)[0];
  expect(last).toMatchObject({ kind: 'ledger.backup-made', payload: { bytes } });
  rmSync(folder, { recursive: true });
});

test('a file that nothing refers to is moved aside at the next start, and the settings page says which', async () => {
  const sit = () => town.sit('leader').settings.ledger();
  expect(await sit()).toMatchObject({ quarantined: [] });
  const { sha256 } = await town.office().ledger.files.put(Buffer.from('没有登记的照片'), 'image/jpeg');
  await town.reopen();
  expect(await sit()).toMatchObject({ quarantined: [sha256] });
});
