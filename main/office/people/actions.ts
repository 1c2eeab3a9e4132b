import { z } from 'zod';
import { role } from '../../../preload/contract/people.ts';
import { day } from '../../../preload/contract/values.ts';
import { defineAction } from '../ledger/index.ts';

/** An account is made or changed; certificates travel to the county, which keeps the register of officers. */
export const officerSaved = defineAction({
  kind: 'officer.saved',
  version: 1,
  scope: 'county',
  payload: z.object({
    number: z.string(),
    name: z.string(),
    unit: z.string(),
    certNo: z.string(),
    certIssuer: z.string(),
    certFrom: day.nullable(),
    certTo: day.nullable(),
    areas: z.array(z.string()),
    status: z.enum(['ACTIVE', 'LEFT']),
  }),
});

export const officerRolesSet = defineAction({
  kind: 'officer.roles-set',
  version: 1,
  scope: 'town',
  payload: z.object({ roles: z.array(role) }),
});

/** Only that it was set, never the password. */
export const officerPasswordSet = defineAction({
  kind: 'officer.password-set',
  version: 1,
  scope: 'desk',
  payload: z.object({ by: z.enum(['SELF', 'ADMIN']) }),
});

/** Five wrong passwords: locked for thirty minutes (domain.md §7.3). */
export const officerLockedOut = defineAction({
  kind: 'officer.locked-out',
  version: 1,
  scope: 'desk',
  payload: z.object({ until: z.string(), failures: z.int() }),
});
