import { assignment, authority } from '../../../preload/contract/powers.ts';
import { defineAction } from '../ledger/index.ts';

export const authoritySaved = defineAction({
  kind: 'authority.saved',
  version: 1,
  scope: 'county',
  payload: authority.omit({ id: true }),
});

/** An item is given to an authority, or (with `to`) ends. */
export const powerAssigned = defineAction({
  kind: 'power.assigned',
  version: 1,
  scope: 'county',
  payload: assignment,
});
