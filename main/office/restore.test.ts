import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openOfficeInTest } from '../../test/office-in-test.ts';
import {
  codeOf,
  decisionOf,
  delivered,
  filled,
  openTown,
  PASSPHRASE,
  PASSWORD,
  type Town,
} from './cases/town-in-test.ts';
import { restore, unlockWithPassphrase, verify } from './ledger/index.ts';
import { makeBackup } from './settings/backup.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
  town.on('2026-06-01');
});
afterAll(() => town.close());

test('a backup, another PC, the recovery code: everything is there and the work goes on under a new desk', async () => {
  const content = filled(town);
  const caseId = await delivered(town, content);
  const stick = mkdtempSync(join(tmpdir(), 'stick-'));
  const { file } = await makeBackup(town.office(), town.staff.leader, stick);
  const oldDesk = town.office().ledger.info.desk;
  const decision = town.office().documents.record(decisionOf(town, caseId));

  const dir = join(stick, 'new-pc');
  const secret = { kind: 'recovery-code', code: town.recoveryCode } as const;
  await restore({ dir, from: file, secret, clock: town.office().clock.now });
  const pc = await openOfficeInTest({
    demo: false,
    dir,
    pcClock: () => town.office().clock.now().getTime(),
    render: town.render,
  });
  try {
    expect(pc.host.state().phase).toBe('locked');
    expect(await codeOf(() => pc.host.unlock({ passphrase: '不是这个口令' }))).toBe('LED-201');
    expect(await codeOf(() => pc.host.unlock({ recoveryCode: 'AAAA', newPassphrase: '新电脑的口令-2026' }))).toMatch(
      /^LED-20/,
    );
    expect(pc.host.state().phase).toBe('locked');
    await pc.host.unlock({ recoveryCode: town.recoveryCode, newPassphrase: '新电脑的口令-2026' });
    expect(pc.host.state()).toMatchObject({ phase: 'ready', townName: '青溪镇', kind: 'real' });
    const office = pc.host.require();
    expect(office.ledger.info.desk).not.toBe(oldDesk);
    expect(office.cases.page(caseId)).toMatchObject({ state: 'Q_PAY15', partyName: content.party.name });
    expect((await office.signing.verify(decision.id)).findings).toEqual([]);
    expect(office.subjects.recognise(content.party.idNo)?.earlier).toHaveLength(1);

    const client = pc.window('new');
    await client.people.signIn({ number: '330101', password: PASSWORD });
    const draft = await client.drafts.open({});
    await client.drafts.save({ draftId: draft.id, step: 6, content: filled(town) });
    await client.drafts.begin({ draftId: draft.id });
    await client.drafts.inform({ draftId: draft.id });
    const page = await client.drafts.number({ draftId: draft.id });
    expect(page.number).toBe('青溪当罚〔2026〕第0002号');
    await office.cases.after.record(town.staff.intake, caseId);
    expect(await codeOf(() => unlockWithPassphrase(dir, PASSPHRASE))).toBe('LED-201');
  } finally {
    await pc.close();
  }
  const dataKey = await unlockWithPassphrase(dir, '新电脑的口令-2026');
  expect(await verify({ dir, dataKey })).toMatchObject({ ok: true, problems: [] });
  rmSync(stick, { recursive: true });
});
