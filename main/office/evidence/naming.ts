import { eq, or, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { NameProfile, NameProfiles, NameTried } from '../../../preload/contract/name-profiles.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { act, type Ledger, type ReadLedger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import { nameProfileForgotten, nameProfileLearned, nameProfilesSet } from './actions.ts';
import { nameReader, type ReadName } from './bodycam-names.ts';
import { checkProfile } from './name-expression.ts';
import type { FoundFile, Named } from './recordings.ts';
import { SHIPPED_PROFILES } from './shipped-profiles.ts';
import { learnedNames, nameLists } from './tables.ts';

/** What is known of a volume before its names are read. */
export interface KnownVolume {
  readonly serial: string | null;
  /** Device number on its label; empty without. */
  readonly labelNo: string;
}

export interface Naming {
  view(): NameProfiles;
  /** Refuses EVI-501 … EVI-506, 508, 509; then nothing is changed. */
  set(actor: string, wanted: { version: number; profiles: readonly NameProfile[]; reason: string }): NameProfiles;
  /** Whether one row can be used beside others of these names. Refuses EVI-501 … EVI-504, 506, 508. */
  check(profile: NameProfile, others: readonly string[]): void;
  reset(actor: string, wanted: { version: number; reason: string }): NameProfiles;
  try(path: string): NameTried | null;
  /** What the names of the files of one volume tell; a profile that was learned for it is tried first. */
  read(files: readonly FoundFile[], volume: KnownVolume): { recordings: Named[]; learned: boolean };
  nameOf(key: string): string;
  /** Remembers the profile that all files of a volume follow. */
  learn(actor: string, on: { serial: string | null; deviceNo: string; recordings: readonly Named[] }): void;
  /** Refuses EVI-507. */
  forget(actor: string, id: string): NameProfiles;
}

/** The list of name profiles of this office, and what it learned of single cameras. hardware.md §4.3 */
export function createNaming(ledger: Ledger, people: People): Naming {
  const listIn = (read: ReadLedger) => read.select().from(nameLists).get();
  const profiles = (): readonly NameProfile[] => listIn(ledger.read)?.profiles ?? SHIPPED_PROFILES;
  const nameOf = (key: string) => profiles().find((one) => one.key === key)?.name ?? '';
  let compiled: { list: string; read: ReadName } | undefined;
  const reader = (): ReadName => {
    const list = JSON.stringify(profiles());
    if (compiled?.list !== list) compiled = { list, read: nameReader(profiles()) };
    return compiled.read;
  };
  const learnedIn = (read: ReadLedger, serial: string | null, deviceNo: string) => {
    const rows = read
      .select()
      .from(learnedNames)
      .where(or(eq(learnedNames.serial, serial ?? ''), eq(learnedNames.deviceNo, deviceNo)))
      .all();
    const bySerial = serial ? rows.find((row) => row.serial === serial) : undefined;
    // A number may be that of two cameras; one whose volume is known is known by that.
    return bySerial ?? rows.find((row) => deviceNo !== '' && row.deviceNo === deviceNo && !(serial && row.serial));
  };
  const view = (): NameProfiles => {
    const list = listIn(ledger.read);
    const learned = ledger.read.select().from(learnedNames).orderBy(sql`${learnedNames.at} DESC`).all();
    return {
      version: list?.version ?? 0,
      profiles: [...profiles()],
      asShipped: list?.asShipped ?? true,
      learned: learned.map((row) => ({ ...row, profileName: nameOf(row.profile) })),
    };
  };
  const replace = (actor: string, version: number, payload: Parameters<typeof nameProfilesSet.payload.parse>[0]) => {
    ledger.record(actor, (inside) => {
      const found = listIn(inside);
      if ((found?.version ?? 0) !== version) {
        refuse('EVI-505', '录像命名列表刚被别人改过，这次没有保存；请刷新后在新列表上再改。');
      }
      return [act(nameProfilesSet, found?.id ?? uuid(), nameProfilesSet.payload.parse(payload))];
    });
    return view();
  };
  const twin = (name: string, field: string): never =>
    refuse('EVI-506', `有两条命名规则都叫「${name}」，没有保存；请换一个名称。`, { field });
  return {
    view,
    nameOf,
    check(profile, others) {
      if (others.includes(profile.name)) twin(profile.name, 'name');
      checkProfile(profile);
    },
    set(actor, { version, profiles: wanted, reason }) {
      for (const [index, profile] of wanted.entries()) {
        const first = wanted.findIndex((one) => one.key === profile.key || one.name === profile.name);
        if (first < index) twin(profile.name, `profiles.${index}.name`);
        checkProfile(profile, `profiles.${index}.`);
      }
      if (!wanted.some((one) => one.enabled)) {
        refuse('EVI-509', '所有命名规则都停用了，就认不出任何记录仪，没有保存；请至少启用一条。', {
          field: 'profiles',
        });
      }
      const asShipped = JSON.stringify(wanted) === JSON.stringify(SHIPPED_PROFILES);
      return replace(actor, version, { profiles: wanted, asShipped, reason });
    },
    reset: (actor, { version, reason }) =>
      replace(actor, version, { profiles: SHIPPED_PROFILES, asShipped: true, reason }),
    try(path) {
      const said = reader()(path.replace(/^.*[\\/](?=DCIM[\\/])/i, ''));
      if (said === null) return null;
      const { profile, deviceNo, officerNo, startAt, sequence, important, encrypted } = said;
      const officerName = people.list().find((one) => one.number === officerNo)?.name ?? '';
      return {
        ...{ profile, profileName: nameOf(profile), deviceNo, officerNo, officerName },
        ...{ startAt, sequence, important, encrypted },
      };
    },
    read(files, { serial, labelNo }) {
      const read = reader();
      const with_ = (first?: string): Named[] => files.map((file) => ({ ...file, said: read(file.path, first) }));
      const enabled = new Set(profiles().flatMap((one) => (one.enabled ? [one.key] : [])));
      const plain = with_();
      const row = learnedIn(ledger.read, serial, labelNo || numberOf(plain));
      if (row === undefined || !enabled.has(row.profile)) return { recordings: plain, learned: false };
      return { recordings: with_(row.profile), learned: true };
    },
    learn(actor, { serial, deviceNo, recordings }) {
      const profile = recordings[0]?.said?.profile;
      const expression = profiles().find((one) => one.key === profile)?.expression;
      if (profile === undefined || (serial === null && deviceNo === '')) return;
      // One that fits anywhere in a name also fits names that tell more: tried first, it would hide what they tell.
      if (!expression?.startsWith('^') || recordings.some((one) => one.said?.profile !== profile)) return;
      ledger.record(actor, (inside) => {
        const found = learnedIn(inside, serial, deviceNo);
        const facts = { deviceNo, serial: serial ?? '', profile };
        const same = found?.profile === profile && found.deviceNo === deviceNo && found.serial === facts.serial;
        return same ? [] : [act(nameProfileLearned, found?.id ?? uuid(), { ...facts, files: recordings.length })];
      });
    },
    forget(actor, id) {
      ledger.record(actor, (inside) => {
        const row = inside.select().from(learnedNames).where(eq(learnedNames.id, id)).get();
        if (row === undefined) refuse('EVI-507', '没有这台已学会的设备，可能刚被忘记，请刷新后再看。');
        return [act(nameProfileForgotten, id, { deviceNo: row.deviceNo, serial: row.serial })];
      });
      return view();
    },
  };
}

/** The device number that most names tell. */
export function numberOf(recordings: readonly Pick<Named, 'said'>[]): string {
  return mostOf(recordings.map((one) => one.said?.deviceNo ?? ''));
}

/** The word that comes most often, not counting the empty one. */
export function mostOf(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0] as [string, number])[0];
}
