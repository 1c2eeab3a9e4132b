import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { setUp } from '../../preload/contract/office.ts';
import { refuse } from '../../preload/contract/refusal.ts';
import type { Clock } from './clock.ts';
import { createKeyFile, createLedger, type Ledger, type SecretWrap, syncFolder } from './ledger/index.ts';
import { modules } from './modules.ts';
import { createPeople, passwordTrouble } from './people/index.ts';
import { createPowers, powerItems } from './powers/index.ts';
import { createSettings } from './settings/index.ts';

export type SetUp = z.infer<typeof setUp>;

const KEY = 'ledger.key';

/**
 * Makes the ledger of a new real office in `dir`: key, authority, first administrator, power list. It is made apart,
 * in `founding/`, and taken over whole: whenever the PC dies, there is either no office or one that can be entered.
 * Refuses PPL-109 for a weak password of the administrator.
 */
export async function foundOffice(
  dir: string,
  given: SetUp,
  on: { readonly wrapWith: SecretWrap; readonly clock: Clock },
): Promise<{ dataKey: Uint8Array; recoveryCode: string }> {
  const weak = passwordTrouble(given.admin.password);
  if (weak !== '') refuse('PPL-109', `${weak}，请换一个。`, { field: 'admin.password' });
  const { clock, wrapWith } = on;
  const apart = join(dir, 'founding');
  rmSync(apart, { recursive: true, force: true });
  try {
    const { dataKey, recoveryCode } = await createKeyFile(apart, { wrapWith });
    const kept = { dir: apart, dataKey, modules, clock: clock.now };
    const ledger = await createLedger({ ...kept, kind: 'real', deskName: given.deskName });
    try {
      await writeFoundation(ledger, given, clock);
    } finally {
      ledger.close();
    }
    syncFolder(apart);
    // From here on the office stands, wherever the next step is interrupted.
    renameSync(apart, join(dir, 'founded'));
    syncFolder(dir);
    settleFounding(dir);
    return { dataKey, recoveryCode };
  } catch (error) {
    rmSync(apart, { recursive: true, force: true });
    throw error;
  }
}

/** Takes over an office whose founding was finished, and clears away one that was not: nobody was told of it. */
export function settleFounding(dir: string): void {
  rmSync(join(dir, 'founding'), { recursive: true, force: true });
  const founded = join(dir, 'founded');
  if (!existsSync(founded)) return;
  // The key goes last: where it lies, a whole office lies.
  const names = readdirSync(founded).sort((one, other) => Number(one === KEY) - Number(other === KEY));
  for (const name of names) {
    syncFolder(dir);
    renameSync(join(founded, name), join(dir, name));
  }
  syncFolder(dir);
  rmdirSync(founded);
}

/** Whether an office stands in `dir`; a ledger whose key is missing is one that cannot be opened, not none. */
export function standsIn(dir: string): boolean {
  return existsSync(join(dir, KEY)) || existsSync(join(dir, 'ledger.db'));
}

async function writeFoundation(ledger: Ledger, given: SetUp, clock: Clock): Promise<void> {
  const settings = createSettings(ledger);
  const people = createPeople(ledger, clock, () => settings.parameters().certificateWarningDays);
  const powers = createPowers(ledger);
  const { townName, county, deskName, admin } = given;
  const none = { certNo: '', certIssuer: '', certFrom: null, certTo: null, areas: [], status: 'ACTIVE' as const };
  const first = people.save('system', { ...none, number: admin.number, name: admin.name, unit: given.authorityName });
  people.setRoles('system', first.id, ['SYS_ADMIN']);
  await people.setPassword(first.id, { officerId: first.id, next: admin.password });
  settings.saveTown(first.id, { townName, county, deskName });
  const authority = powers.saveAuthority(first.id, {
    name: given.authorityName,
    shortName: townName,
    mode: 'TOWN_OWN',
    legalBasis: '待县级下发赋权通告',
    from: clock.today(),
    to: null,
    docPrefix: given.docPrefix,
    reconsiderBody: given.reconsiderBody,
    court: given.court,
    payChannel: given.payChannel,
  });
  // Until the county hands down its list, the whole list of frequent items is open from today and can be ended.
  powers.assign(
    first.id,
    powerItems.map((item) => ({
      itemCode: item.code,
      authorityId: authority.id,
      from: clock.today(),
      to: null,
      noticeNo: '首次设置',
    })),
  );
}
