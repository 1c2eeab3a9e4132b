import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from '../../../preload/contract/refusal.ts';
import { begun, filled, openTown } from './town-in-test.ts';

/*
 * Runs as a program of its own (node full-disk-in-test.ts DISK), on a small disk of its own: the disk is filled until
 * a number can still be taken, but its decision no longer be stored. Prints what happened as JSON.
 */
const disk = process.argv[2] ?? '';
const town = await openTown({ disk });
town.on('2026-04-13');
const draft = begun(town, filled(town));
const { steps, page } = town.office().cases;
await steps.inform(town.staff.lead, draft.id);

const ballast = join(disk, 'ballast');
const free = () => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};
const attempts: { left: number; code: string; sentence: string; number: string }[] = [];
for (let left = 0; left < 600_000; left += 40_960) {
  rmSync(ballast, { force: true });
  writeFileSync(ballast, new Uint8Array(Math.max(0, free() - left)));
  try {
    await steps.number(town.staff.lead, draft.id);
    break;
  } catch (error) {
    const { code, message } = error as Refusal;
    attempts.push({ left, code, sentence: message, number: page(draft.caseId).number });
  }
}
const kept = page(draft.caseId);
rmSync(ballast, { force: true });
const caseId = await steps.number(town.staff.lead, draft.id);
const after = page(caseId);
process.stdout.write(
  JSON.stringify({
    attempts,
    kept: kept.number,
    after: { number: after.number, papers: after.documents.map((one) => [one.paper, one.state, one.pages]) },
    report: town.office().cases.numberReport(2026),
  }),
);
await town.close();
