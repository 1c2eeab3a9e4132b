import { refuse } from '../../preload/contract/refusal.ts';
import { titleOf } from './action-titles.ts';
import { applyBundle } from './bundles.ts';
import { type CaseGround, type Cases, createCases } from './cases/index.ts';
import { checkOfficer } from './cases/rules/who-acts.ts';
import { type Clock, officeClock } from './clock.ts';
import { createDeskDevices, createTray, type DeskDevicesService, type DeviceLink, type Tray } from './devices/index.ts';
import { createDocuments, createSigning, type Documents, type Signing } from './documents/index.ts';
import type { Broadcaster } from './events.ts';
import { createEvidence, createTrainingReads, type Evidence, type TrainingReads } from './evidence/index.ts';
import { createInspections, type Inspections } from './inspections/index.ts';
import type { Ledger } from './ledger/index.ts';
import { log } from './log.ts';
import type { Pages } from './pages.ts';
import { createPeople, createSessions, type People, type Sessions } from './people/index.ts';
import { createPhotos, type Photos } from './photos/index.ts';
import { createPowers, type Powers } from './powers/index.ts';
import { createReceipts, type Receipts } from './receipts/index.ts';
import { boardTeller, createReception, type Reception } from './reception/index.ts';
import { createSearch, type Search } from './search/index.ts';
import { createSettings, type Settings } from './settings/index.ts';
import type { ShellClient } from './shell-client.ts';
import { createSubjects, type Subjects } from './subjects/index.ts';
import { createSync, type SyncService } from './sync/index.ts';
import { createTickets, type Tickets } from './tickets.ts';
import type { Vault } from './vault.ts';
import { createViewed, type Viewed } from './views.ts';

/** The open office: every module on one ledger. */
export interface Office {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly events: Broadcaster;
  readonly shell: ShellClient;
  readonly settings: Settings;
  readonly people: People;
  readonly sessions: Sessions;
  readonly powers: Powers;
  readonly subjects: Subjects;
  readonly documents: Documents;
  readonly signing: Signing;
  readonly cases: Cases;
  readonly evidence: Evidence;
  /** What goes wrong while the training camera is read. */
  readonly trainingReads: TrainingReads;
  readonly photos: Photos;
  readonly inspections: Inspections;
  readonly receipts: Receipts;
  readonly reception: Reception;
  readonly search: Search;
  readonly sync: SyncService;
  readonly devices: DeskDevicesService;
  /** The hands at the training devices. */
  readonly tray: Tray;
  readonly link: DeviceLink;
  readonly tickets: Tickets;
  /** Writes to the access log that somebody looked at something. */
  readonly viewed: Viewed;
  readonly vault: Vault;
  /** Who may act on a day, and why one may not. */
  selectable(on: string): { officer: ReturnType<People['byId']>; allowed: boolean; why: string }[];
  /** URL of a stored document for a window. Refuses DOC-202 while it is not made yet. */
  documentUrl(name: string, sha256: string | null): string;
  close(): Promise<void>;
}

/** Opens every module on a ledger. */
export function openOffice(on: {
  ledger: Ledger;
  events: Broadcaster;
  pages: Pages;
  shell: ShellClient;
  link: DeviceLink;
  clock: Clock;
  vault: Vault;
}): Office {
  const { ledger, events, shell, link, clock } = on;
  const settings = createSettings(ledger);
  const parameters = () => settings.parameters();
  const people = createPeople(ledger, clock, () => parameters().certificateWarningDays);
  const powers = createPowers(ledger);
  const subjects = createSubjects(ledger);
  const documents = createDocuments(ledger, clock, settings, shell.renderPdf);
  const signing = createSigning(ledger, clock, people, documents, shell.renderPdf, () => sync.clock());
  const tickets = createTickets(officeClock());
  const search = createSearch(ledger);
  const ground: CaseGround = { ledger, clock, settings, people, powers, subjects, documents, signing, events };
  const trainingReads = createTrainingReads();
  const evidence = createEvidence({ ledger, clock, people, settings, events, tickets, link }, trainingReads);
  const photos = createPhotos({ ledger, clock, people, settings, tickets });
  const inspections = createInspections({ ledger, clock, people, subjects, settings, tickets });
  const footage = {
    attached: evidence.clipsOfCase,
    photos: (caseId: string) => photos.ofCase(caseId).length,
    history: (caseId: string) => [...evidence.clips.historyOf(caseId), ...photos.historyOf(caseId)],
    bound: (caseId: string) => [
      ...evidence.clips.boundOf(caseId).map(({ cutOff, kind, ...clip }) => ({
        ...clip,
        kind: kind === 'GPS' ? '电子数据' : '视听资料',
        note: kind === 'GPS' ? '录像的定位轨迹' : cutOff ? '存入时文件没有收尾，疑似未正常结束' : '',
      })),
      ...photos.bound(caseId),
    ],
  };
  const cases = createCases(ground, { search, footage, render: shell.renderPdf });
  const receipts = createReceipts({ ledger, clock, events, link, cases, powers, settings });
  const reception = createReception({ ledger, clock, events, settings, receipts, show: boardTeller(link, events) });
  const sync = createSync({
    ledger,
    about: () => {
      const town = settings.town();
      return { deskName: town.deskName, town: town.townName, publicInfo: { county: town.county } };
    },
    onBundle: (kind, _version, payload) => {
      applyBundle({ powers, people }, kind, payload);
      events.changed('powers', 'people');
    },
    titleOf,
    onError: (error) => log.error({ error }, 'sync'),
  });
  sync.onChange(() => events.changed('sync'));
  const devices = createDeskDevices(link, {
    ledger,
    clock,
    settings,
    subjects,
    events,
    scanned: on.pages.scanned,
    cameraClock: evidence.cameraClock,
    carrierWritten: evidence.carrierWritten,
    officer: people.byId,
    log: (error) => log.error({ error }, 'devices'),
  });
  return {
    ...{ ledger, clock, events, shell, settings, people, powers, subjects, documents, signing, cases, evidence },
    ...{
      photos,
      inspections,
      receipts,
      reception,
      search,
      sync,
      devices,
      link,
      tickets,
      trainingReads,
      vault: on.vault,
    },
    tray: createTray({ link, settings, events, people, clock, ledger, devices, trainingReads }),
    viewed: createViewed(ledger, Date.now),
    // Idle time is measured on the PC's clock, also when a demo's clock is moved.
    sessions: createSessions(officeClock(), () => 15),
    selectable: (day) =>
      people.list().flatMap((officer) => {
        if (officer.status !== 'ACTIVE' || !officer.roles.some((role) => role === 'OFFICER' || role === 'AUX'))
          return [];
        const verdict = checkOfficer(officer, day);
        return [{ officer, allowed: verdict.ok, why: verdict.ok ? '' : `${verdict.sentence}（${verdict.code}）` }];
      }),
    documentUrl(name, sha256) {
      if (sha256 === null) refuse('DOC-202', '文书还没有生成完，已取的号没有丢。请先在案件页生成文书，再查看。');
      return tickets.mint(sha256, async () => {
        const content = new File([Uint8Array.from(await ledger.files.get(sha256))], name, { type: 'application/pdf' });
        return { mediaType: 'application/pdf', name, content };
      });
    },
    async close() {
      receipts.stop();
      search.stop();
      await sync.stop();
      await evidence.stop();
      ledger.close();
    },
  };
}
