import { cases, drafts } from './cases.ts';
import { demo, devicesOfDesk, settings, sync, today } from './desk.ts';
import { documents } from './documents.ts';
import { evidence } from './evidence.ts';
import { inspections } from './inspections.ts';
import { office } from './office.ts';
import { people } from './people.ts';
import { photos } from './photos.ts';
import { powers } from './powers.ts';
import { receipts } from './receipts.ts';
import { reception } from './reception.ts';
import { subjects } from './subjects.ts';

/** Everything the window may ask the office. One entry a module. */
export const contract = {
  office,
  people,
  subjects,
  powers,
  drafts,
  cases,
  documents,
  evidence,
  photos,
  inspections,
  receipts,
  reception,
  devices: devicesOfDesk,
  sync,
  today,
  settings,
  demo,
};
export type OfficeContract = typeof contract;
