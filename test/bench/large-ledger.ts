import { createHash, randomFillSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { addNaturalDays, legalDay } from '../../main/office/calendar/index.ts';
import * as did from '../../main/office/cases/actions.ts';
import { casesProjection } from '../../main/office/cases/index.ts';
import { officeClock } from '../../main/office/clock.ts';
import * as code from '../../main/office/inspections/actions.ts';
import { inspectionsProjection } from '../../main/office/inspections/index.ts';
import { ddlHash, ddlOf } from '../../main/office/ledger/ddl.ts';
import {
  act,
  createKeyFile,
  createLedger,
  type Ledger,
  type NewAction,
  openLedger,
  unlockWithPassphrase,
} from '../../main/office/ledger/index.ts';
import { modules } from '../../main/office/modules.ts';
import { createPeople } from '../../main/office/people/index.ts';
import { createPowers, powerItems } from '../../main/office/powers/index.ts';
import { createSearch, searchTables } from '../../main/office/search/index.ts';
import { createSettings } from '../../main/office/settings/index.ts';
import { invented, personName, picker } from './invented.ts';

/*
 * A real ledger with many cases. Officers, town and authority are made by the services. The actions of the cases are
 * given to `ledger.record` directly, many cases in one transaction: rendering the papers of 300 000 cases would take
 * weeks. So these cases have no papers and no form content; every action, row and index entry is as in an office. Beside
 * each case stands a check with its 行政行为码, without pictures: a large town has as many of the one as of the other
 * (domain.md §6.2).
 */
const PASSPHRASE = '量一量有多快二〇二六';
/** The first officer; he signs in when the start is measured. */
export const CLERK = { number: '330101', password: 'Liangkuai@2026' };

const PER_DAY = 60;
const BATCH = 200;
/** Raised when what is made changes. */
const MAKER = 2;

const clock = officeClock();
/** Another maker, another file format, other tables or another month (today's cases are the newest): made anew. */
const version = createHash('sha256')
  .update(
    [
      MAKER,
      clock.iso().slice(0, 7),
      migrationTexts(),
      ddlHash([...casesProjection.tables, ...inspectionsProjection.tables].map(ddlOf)),
      searchTables.version,
    ].join(),
  )
  .digest('hex')
  .slice(0, 12);

function migrationTexts(): string {
  const folder = join(import.meta.dirname, '../../main/office/ledger/migrations');
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join();
}

export interface LargeLedger {
  readonly dir: string;
  readonly passphraseFile: string;
  open(): Promise<Ledger>;
}

/** The ledger with this many cases; made when it is not there yet. `tell` hears how far it is. */
export async function largeLedger(cases: number, tell: (line: string) => void): Promise<LargeLedger> {
  const shelf = join(tmpdir(), 'zhenzhi-bench');
  const dir = join(shelf, `${cases}-${version}`);
  const passphraseFile = join(shelf, 'passphrase');
  mkdirSync(shelf, { recursive: true });
  writeFileSync(passphraseFile, PASSPHRASE, { mode: 0o600 });
  if (!existsSync(dir)) {
    for (const old of readdirSync(shelf))
      if (old.startsWith(`${cases}-`)) rmSync(join(shelf, old), { recursive: true });
    const making = `${dir}.making`;
    await make(making, cases, tell);
    renameSync(making, dir);
  }
  return {
    dir,
    passphraseFile,
    open: async () =>
      openLedger({ dir, dataKey: await unlockWithPassphrase(dir, PASSPHRASE), modules, clock: clock.now }),
  };
}

async function make(dir: string, cases: number, tell: (line: string) => void): Promise<void> {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'passphrase', passphrase: PASSPHRASE } });
  const ledger = await createLedger({ dir, dataKey, kind: 'real', deskName: '窗口一', modules, clock: clock.now });
  try {
    const town = await makeTown(ledger);
    const started = performance.now();
    for (let from = 0; from < cases; from += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, cases - from) }, (_, i) => [
        ...caseOf(from + i, cases, town),
        ...codeOf(from + i, cases, town),
      ]);
      ledger.record(town.clerk, () => batch.flat());
      if (from % 30_000 === 0) tell(`${from} of ${cases} cases, ${Math.round((performance.now() - started) / 1000)} s`);
    }
    tell('indexing');
    const search = createSearch(ledger);
    await search.settled;
    search.stop();
  } finally {
    ledger.close();
  }
}

interface Town {
  readonly clerk: string;
  readonly officers: readonly { id: string; name: string; certNo: string }[];
  readonly authority: { id: string; name: string };
  readonly pick: ReturnType<typeof picker>;
}

async function makeTown(ledger: Ledger): Promise<Town> {
  const people = createPeople(ledger, clock, () => 30);
  const settings = createSettings(ledger);
  const powers = createPowers(ledger);
  const pick = picker(20_260_101);
  settings.saveTown('system', { townName: '云溪镇', county: '安和县', deskName: '窗口一' });
  const today = clock.today();
  const officers = Array.from({ length: 20 }, (_, i) =>
    people.save('system', {
      number: String(330_101 + i),
      name: personName(pick),
      unit: '云溪镇综合行政执法队',
      certNo: `ZF33069900${String(i + 1).padStart(2, '0')}`,
      certIssuer: '安和县人民政府',
      certFrom: addNaturalDays(today, -300),
      certTo: addNaturalDays(today, 900),
      areas: ['市容环境'],
      status: 'ACTIVE',
    }),
  );
  for (const { id } of officers) people.setRoles('system', id, ['OFFICER']);
  const clerk = officers[0]?.id ?? '';
  await people.setPassword(clerk, { officerId: clerk, next: CLERK.password });
  const authority = powers.saveAuthority('system', {
    ...{
      name: '云溪镇人民政府',
      shortName: '云溪镇',
      mode: 'TOWN_OWN',
      legalBasis: '赋权通告',
      from: '2012-01-01',
      to: null,
    },
    ...{ docPrefix: '云溪综执', reconsiderBody: '安和县人民政府', court: '安和县人民法院', payChannel: '银行代收' },
  });
  powers.assign(
    'system',
    powerItems.map((item) => ({
      itemCode: item.code,
      authorityId: authority.id,
      from: '2012-01-01',
      to: null,
      noticeNo: '1',
    })),
  );
  return { clerk, officers, authority, pick };
}

/** The life of one case; the older it is the further it has come. */
function caseOf(n: number, of: number, { officers, authority, pick }: Town): NewAction<never>[] {
  const daysAgo = Math.floor((of - 1 - n) / PER_DAY);
  const foundAt = new Date(Date.now() - daysAgo * 86_400_000 - (PER_DAY - (n % PER_DAY)) * 60_000);
  const decidedOn = legalDay(foundAt);
  const id = caseId(foundAt, n);
  const item = pick(powerItems);
  const { partyType, partyName, place } = invented(pick);
  const kind = pick(['FINE', 'FINE', 'WARNING'] as const);
  const fineFen = kind === 'FINE' ? pick([2_000, 5_000, 10_000, 20_000]) : 0;
  const number = `云溪综执当罚决字〔${decidedOn.slice(0, 4)}〕第${(n % (PER_DAY * 365)) + 1}号`;
  const decided = { itemCode: item.code, cause: item.cause, kind, fineFen, partyName, partyType };
  const found = act(did.caseFound, id, {
    foundAt: foundAt.toISOString(),
    officers: [...new Set([pick(officers), pick(officers), ...officers.slice(-2)])]
      .slice(0, 2)
      .map(({ id, name, certNo }) => ({ id, name, certNo })),
    authorityId: authority.id,
    authorityName: authority.name,
  });
  const informed = act(did.caseInformed, id, {
    ...decided,
    itemName: item.name,
    statute: item.statutes.map((one) => `《${one.law}》${one.article}`).join('、'),
    place,
    violatedAt: foundAt.toISOString(),
    defence: 'NONE',
    adopted: '',
    signRefused: false,
    orderId: null,
    simulated: false,
  });
  // A few stop early: found and left, or told and not yet decided.
  const stopped = n % 500;
  if (daysAgo < 20 && stopped === 7) return [found];
  if (daysAgo < 20 && stopped === 8) return [found, informed];
  const numbered = act(did.caseNumbered, id, {
    ...decided,
    number,
    documentId: caseId(foundAt, n + of),
    decidedOn,
    templateVersion: '1',
  });
  const issued = act(did.caseIssued, id, {
    number,
    issuedOn: decidedOn,
    signRefused: false,
    recordDue: addNaturalDays(decidedOn, 3),
    payDue: kind === 'FINE' ? addNaturalDays(decidedOn, 15) : null,
    collected: null,
  });
  if (daysAgo < 2) return [found, informed, numbered, issued];
  const recorded = act(did.caseRecorded, id, { recordedOn: addNaturalDays(decidedOn, 1) });
  // Most pay in time, some never.
  if (kind === 'FINE' && (daysAgo < 15 || stopped % 100 === 9)) return [found, informed, numbered, issued, recorded];
  const closed = act(did.caseClosed, id, {
    end: kind === 'FINE' ? 'PERFORMED' : 'WARNED',
    closedOn: addNaturalDays(decidedOn, 16),
  });
  return [found, informed, numbered, issued, closed];
}

/** A check of the same day: its code, and that it was shown. One in fifty was told orally, its picture still owed. */
function codeOf(n: number, of: number, { officers, pick }: Town): NewAction<never>[] {
  const daysAgo = Math.floor((of - 1 - n) / PER_DAY);
  const at = new Date(Date.now() - daysAgo * 86_400_000 - (PER_DAY - (n % PER_DAY)) * 60_000);
  const checkOn = legalDay(at);
  const id = caseId(at, n);
  const { partyName, place } = invented(pick);
  const registered = act(code.codeRegistered, id, {
    // As long as an address of a platform; nothing is known of its form (domain.md §10 no. 23).
    text: `https://example.invalid/xzxwm/${checkOn.replaceAll('-', '')}/${createHash('sha256').update(`${n}`).digest('hex').slice(0, 24)}`,
    ...{ partyName, uscc: '', subjectId: null, matter: `${pick(powerItems).name}检查`, place, simulated: false },
    kind: pick(['ENTERPRISE', 'ENTERPRISE', 'ENTERPRISE', 'PATROL'] as const),
    officers: officers.slice(0, 2).map(({ id: officerId, name, certNo }) => ({ id: officerId, name, certNo })),
    ...{ issuedOn: checkOn, checkOn },
  });
  const oral = n % 50 === 0;
  const proofDueAt = oral ? new Date(at.getTime() + 86_400_000).toISOString() : null;
  const shown = { how: oral ? ('ORAL' as const) : ('CODE' as const), at: at.toISOString(), proofDueAt, reason: '' };
  return [registered, act(code.codeShown, id, shown)];
}

/** As the office makes ids, with the time of the case. */
function caseId(at: Date, n: number): string {
  const random = randomFillSync(new Uint8Array(16));
  return v7({ msecs: at.getTime() + (n % 1_000), random });
}
