import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { refuse } from '../../../preload/contract/refusal.ts';
import { act } from '../ledger/index.ts';
import type { Office } from '../office.ts';
import { backupMade } from './actions.ts';

/** One archive in the folder the user chose, named by its moment; everything in it stays encrypted. Refuses SET-201. */
export async function makeBackup(
  office: Pick<Office, 'ledger' | 'clock' | 'settings' | 'vault'>,
  actor: string,
  folder: string,
): Promise<{ file: string; bytes: number }> {
  const { ledger, clock, settings, vault } = office;
  if (!isAbsolute(folder) || !existsSync(folder) || !statSync(folder).isDirectory()) {
    refuse('SET-201', '没有找到这个文件夹，没有备份；请插好备份盘，或重新填写文件夹。', { field: 'folder' });
  }
  const moment = clock.iso().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const town = settings.town().townName.replace(/[^\p{L}\p{N}]/gu, '');
  const file = join(folder, `镇执台备份-${town}-${moment}.zzbackup`);
  const { bytes, deskSeq } = await vault.backup(file);
  settings.setDesk('lastBackupAt', clock.iso());
  ledger.record(actor, () => [act(backupMade, ledger.info.ledgerId, { bytes, deskSeq })]);
  return { file, bytes };
}
