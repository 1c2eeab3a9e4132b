import { z } from 'zod';
import type { BundleKind } from '../../preload/contract/county.ts';
import { officerInput } from '../../preload/contract/people.ts';
import { assignment, authority } from '../../preload/contract/powers.ts';
import { refuse } from '../../preload/contract/refusal.ts';
import { canonicalText } from './documents/index.ts';
import type { People } from './people/index.ts';
import type { Powers } from './powers/index.ts';

const powersBundle = z.object({ authorities: z.array(authority), assignments: z.array(assignment) });
const officersBundle = z.object({ officers: z.array(officerInput.omit({ id: true })) });
/** An officer as this office knows him, without what the county does not hand down. */
const officerLine = officersBundle.shape.officers.element.strip();

const same = (a: unknown, b: unknown) => canonicalText(a) === canonicalText(b);

/** What the county hands down becomes actions of this office; only what differs is recorded. Refuses SYNC-407. */
export function applyBundle(on: { powers: Powers; people: People }, kind: BundleKind, payload: unknown): void {
  if (kind === 'powers') applyPowers(on.powers, payload);
  else applyOfficers(on.people, payload);
}

function applyPowers(powers: Powers, payload: unknown): void {
  const parsed = powersBundle.safeParse(payload);
  if (!parsed.success) refuse('SYNC-407', '权责清单的格式不对，请联系县级管理员重新下发。');
  const idHere = new Map<string, string>();
  for (const { id, ...line } of parsed.data.authorities) {
    const known = powers.authorities();
    // The authority that the first set-up wrote down is the county's one under another id.
    const found =
      known.find((one) => one.id === id) ?? known.find((one) => one.name === line.name && one.mode === line.mode);
    idHere.set(id, found?.id ?? id);
    if (found === undefined || !same({ ...line, id: found.id }, found))
      powers.saveAuthority('system', line, found?.id ?? id);
  }
  const lines = parsed.data.assignments.map((one) => ({
    ...one,
    authorityId: idHere.get(one.authorityId) ?? one.authorityId,
  }));
  const known = powers.assignments().map(({ id: _, ...line }) => canonicalText(line));
  const fresh = lines.filter((line) => !known.includes(canonicalText(line)));
  if (fresh.length > 0) powers.assign('system', fresh);
}

function applyOfficers(people: People, payload: unknown): void {
  const parsed = officersBundle.safeParse(payload);
  if (!parsed.success) refuse('SYNC-407', '人员名册的格式不对，请联系县级管理员重新下发。');
  const known = new Map(people.list().map((one) => [one.number, one]));
  for (const line of parsed.data.officers) {
    const found = known.get(line.number);
    if (found !== undefined && same(officerLine.parse(found), line)) continue;
    people.save('system', { ...line, ...(found === undefined ? {} : { id: found.id }) });
  }
}
