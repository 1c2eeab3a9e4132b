import { os } from '../procedures.ts';
import { makeBackup } from './backup.ts';

export const settingsRouter = {
  parameters: os.settings.parameters.handler(({ context }) => context.office.settings.lines()),
  setParameter: os.settings.setParameter.handler(({ context, input }) => {
    const lines = context.office.settings.setParameter(context.officer.id, input);
    context.office.events.changed('settings', 'today', 'cases');
    return lines;
  }),
  backup: os.settings.backup.handler(async ({ context, input }) => {
    const made = await makeBackup(context.office, context.officer.id, input.folder);
    context.office.events.changed('settings', 'today');
    return made;
  }),
  ledger: os.settings.ledger.handler(({ context }) => {
    const { info, journal } = context.office.ledger;
    const head = journal.head();
    const { databaseBytes, fileBytes, files, quarantined } = context.office.vault.size();
    return {
      ledgerId: info.ledgerId,
      kind: info.kind,
      desk: info.desk,
      deskSeq: head.deskSeq,
      head: head.hash,
      dir: info.dir,
      bytes: databaseBytes + fileBytes,
      files,
      quarantined: [...quarantined],
    };
  }),
};
