import { casesProjection, draftTable } from './cases/index.ts';
import { documentsProjection, printTally } from './documents/index.ts';
import { evidenceProjection, offloadFiles, offloads } from './evidence/index.ts';
import { inspectionsProjection } from './inspections/index.ts';
import type { LedgerModule } from './ledger/index.ts';
import { credentials, peopleProjection } from './people/index.ts';
import { photosProjection } from './photos/index.ts';
import { powersProjection } from './powers/index.ts';
import { deviceJobs } from './receipts/index.ts';
import { receptionProjection } from './reception/index.ts';
import { searchTables } from './search/index.ts';
import { deskSettings, settingsProjection } from './settings/index.ts';
import { subjectsProjection } from './subjects/index.ts';
import { syncTables } from './sync/index.ts';

/** What every module keeps in the ledger: projected tables and local ones. */
export const modules: readonly LedgerModule[] = [
  { projection: peopleProjection, local: { module: 'people', version: 1, tables: [credentials] } },
  { projection: settingsProjection, local: { module: 'settings', version: 1, tables: [deskSettings] } },
  { projection: powersProjection },
  { projection: subjectsProjection },
  { projection: casesProjection, local: { module: 'cases', version: 1, tables: [draftTable] } },
  { projection: documentsProjection, local: { module: 'documents', version: 1, tables: [printTally] } },
  { projection: evidenceProjection, local: { module: 'evidence', version: 2, tables: [offloads, offloadFiles] } },
  { projection: receptionProjection },
  { projection: photosProjection },
  { projection: inspectionsProjection },
  { local: { module: 'receipts', version: 1, tables: [deviceJobs] } },
  { local: syncTables },
  { local: searchTables },
];
