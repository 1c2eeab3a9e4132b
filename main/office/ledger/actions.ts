import { z } from 'zod';
import { type ActionKind, defineAction } from './types.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const month = z.string().regex(/^\d{4}-\d{2}$/);
const head = z.object({ desk: z.uuid(), deskSeq: z.int().min(0), hash });

/** The first action of a ledger: what it is, fixed for ever. */
export const ledgerCreated = defineAction({
  kind: 'ledger.created',
  version: 1,
  scope: 'county',
  payload: z.object({ ledgerId: z.uuid(), kind: z.enum(['demo', 'real']), deskName: z.string().min(1) }),
});

/** The first action of a new desk after a restore: names the head that the old desk had in the backup. */
export const ledgerRestored = defineAction({
  kind: 'ledger.restored',
  version: 1,
  scope: 'county',
  payload: z.object({ ledgerId: z.uuid(), oldHead: head, deskName: z.string().min(1) }),
});

/** A payload that was erased by an approved decision; its header and hash stay. */
export const payloadErased = defineAction({
  kind: 'ledger.payload-erased',
  version: 1,
  scope: 'county',
  payload: z.object({ actions: z.array(z.uuid()).min(1), reason: z.string().min(1), approvedBy: z.string().min(1) }),
});

/** The wall clock did not move as time did. Seconds; positive is forward. */
export const clockJumped = defineAction({
  kind: 'ledger.clock-jumped',
  version: 1,
  scope: 'desk',
  payload: z.object({ expected: z.iso.datetime(), found: z.iso.datetime(), seconds: z.int() }),
});

/** A finished month of the access log: how many entries and the hash of the last one. */
export const accessMonthClosed = defineAction({
  kind: 'access.month-closed',
  version: 1,
  scope: 'desk',
  payload: z.object({ month, count: z.int().min(1), root: hash }),
});

/** Kinds that the ledger records about itself. */
export const ownKinds = [ledgerCreated, ledgerRestored, payloadErased, clockJumped, accessMonthClosed].map(
  (kind) => kind as unknown as ActionKind<never>,
);
