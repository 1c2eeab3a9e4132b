import { casesRouter, draftsRouter } from './cases/router.ts';
import { demoRouter } from './demo/router.ts';
import { devicesRouter } from './devices/router.ts';
import { documentsRouter } from './documents/router.ts';
import { evidenceRouter } from './evidence/router.ts';
import { inspectionsRouter } from './inspections/router.ts';
import { officeRouter } from './office-router.ts';
import { peopleRouter } from './people/router.ts';
import { photosRouter } from './photos/router.ts';
import { powersRouter } from './powers/router.ts';
import { openDoor } from './procedures.ts';
import { receiptsRouter } from './receipts/router.ts';
import { receptionRouter } from './reception/router.ts';
import { settingsRouter } from './settings/router.ts';
import { subjectsRouter } from './subjects/router.ts';
import { syncRouter } from './sync/router.ts';
import { todayRouter } from './today/router.ts';

/** The whole contract, implemented. */
export const router = openDoor.router({
  office: officeRouter,
  people: peopleRouter,
  subjects: subjectsRouter,
  powers: powersRouter,
  drafts: draftsRouter,
  cases: casesRouter,
  documents: documentsRouter,
  evidence: evidenceRouter,
  photos: photosRouter,
  inspections: inspectionsRouter,
  receipts: receiptsRouter,
  reception: receptionRouter,
  devices: devicesRouter,
  sync: syncRouter,
  today: todayRouter,
  settings: settingsRouter,
  demo: demoRouter,
});
