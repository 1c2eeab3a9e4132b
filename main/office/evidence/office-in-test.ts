import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { v7 } from 'uuid';
import type { DeviceEvent } from '../../../preload/contract/devices.ts';
import type { OfficeEvent } from '../../../preload/contract/office.ts';
import { caseFound } from '../cases/actions.ts';
import { casesProjection, draftTable } from '../cases/index.ts';
import { officeClock } from '../clock.ts';
import { act, createKeyFile, createLedger, type Ledger, openLedger, unlockDemo } from '../ledger/index.ts';
import { createPeople, credentials, peopleProjection } from '../people/index.ts';
import { createSettings, deskSettings, settingsProjection } from '../settings/index.ts';
import { createTickets } from '../tickets.ts';
import { openReadOnly } from './copy.ts';
import { createEvidence, evidenceProjection, offloadFiles, offloads } from './index.ts';
import type { Seams } from './offloader.ts';

const clock = () => new Date();
export const modules = [
  { projection: peopleProjection, local: { module: 'people', version: 1, tables: [credentials] } },
  { projection: settingsProjection, local: { module: 'settings', version: 1, tables: [deskSettings] } },
  { projection: casesProjection, local: { module: 'cases', version: 1, tables: [draftTable] } },
  { projection: evidenceProjection, local: { module: 'evidence', version: 2, tables: [offloads, offloadFiles] } },
];

/** The real evidence module on a real ledger in `dir`; only the devices process is a listener that a test calls. */
export function evidenceOn(ledger: Ledger, seams: Partial<Seams> = {}) {
  const officeTime = officeClock();
  const people = createPeople(ledger, officeTime, () => 30);
  const told: OfficeEvent[] = [];
  const listeners: ((event: DeviceEvent) => void)[] = [];
  const events = {
    publish: (event: OfficeEvent) => void told.push(event),
    changed: (...topics: string[]) => void told.push({ kind: 'changed', topics }),
    subscribe: () => {
      throw new Error('nobody listens here');
    },
  };
  const tickets = createTickets(officeTime);
  const evidence = createEvidence(
    {
      ...{ ledger, clock: officeTime, people, events, tickets },
      settings: createSettings(ledger),
      link: { onEvent: (listener) => void listeners.push(listener) },
    },
    { wait: async (_, signal) => signal.throwIfAborted(), ...seams },
  );
  const volume = (
    type: 'volume-appeared' | 'volume-gone',
    path: string,
    simulated = false,
    known: { serial: string | null; deviceNo?: string } = { serial: null, deviceNo: '8888888' },
  ) => {
    for (const listener of listeners) {
      listener({ type, volume: { path, label: 'BWC8888888', ...known, simulated } });
    }
  };
  return { evidence, people, tickets, told, volume };
}

/** A fresh demo ledger with two officers: 张三 has number 123456. */
export async function ledgerWithOfficers(dir: string): Promise<{ ledger: Ledger; zhang: string; li: string }> {
  const { dataKey } = await createKeyFile(dir, { wrapWith: { kind: 'demo' } });
  const ledger = await createLedger({ dir, dataKey, kind: 'demo', deskName: '一号窗口', modules, clock });
  const people = createPeople(ledger, officeClock(), () => 30);
  const about = { unit: '', certIssuer: '', certFrom: null, certTo: null, areas: [], status: 'ACTIVE' as const };
  const save = (name: string, number: string) => people.save('system', { ...about, name, number, certNo: number }).id;
  return { ledger, zhang: save('张三', '123456'), li: save('李四', '654321') };
}

/** An office in a folder of its own below `base`, and where a camera may be docked; the camera is not there yet. */
export async function emptyOffice(name: string) {
  const base = mkdtempSync(join(tmpdir(), `${name}-`));
  const dir = join(base, 'data');
  mkdirSync(dir);
  const { ledger, zhang, li } = await ledgerWithOfficers(dir);
  return { base, dir, camera: join(base, 'BWC8888888'), ledger, zhang, li, on: evidenceOn(ledger) };
}

export const openAgain = (dir: string): Promise<Ledger> =>
  openLedger({ dir, dataKey: unlockDemo(dir), modules, clock });

/** A case found by these officers. */
export function findCase(ledger: Ledger, foundAt: string, officerIds: readonly string[]): string {
  const id = v7();
  // Nobody acts alone: a colleague who recorded nothing.
  const officers = [...officerIds, v7()].map((officerId) => ({ id: officerId, name: '某人', certNo: '1' }));
  ledger.record('system', () => [act(caseFound, id, { foundAt, officers, authorityId: v7(), authorityName: '某局' })]);
  return id;
}

/** Writes a recording; returns its bytes. */
export function recording(root: string, path: string, bytes: Uint8Array = randomBytes(2000)): Uint8Array {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  utimesSync(file, new Date('2026-01-29T13:00:00Z'), new Date('2026-01-29T13:00:00Z'));
  return bytes;
}

/**
 * For a process of its own: goes on with the import in `dir` from `root`, or starts it, and dies by its own hand
 * once `reads` blocks were read and `after` milliseconds have passed. Says `DONE` when it lived to see the end.
 */
export async function importUntilKilled(dir: string, root: string, reads: number, after: number): Promise<void> {
  let left = reads;
  const die = () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), after);
  const ledger = await openAgain(dir);
  const { evidence } = evidenceOn(ledger, {
    openSource: async (path) => {
      const file = await openReadOnly(path);
      return {
        ...file,
        read: (into, length, position) => {
          left -= 1;
          if (left === 0) die();
          return file.read(into, length, position);
        },
      };
    },
  });
  const unfinished = () => evidence.offloads().some((one) => one.state !== 'DONE');
  while (unfinished()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await evidence.idle();
  }
  const { fresh, freshBeside } = await evidence.inspectFolder(root);
  if (fresh + freshBeside > 0) await evidence.offload('system', root, null);
  await evidence.idle();
  process.stdout.write(`${evidence.offloads()[0]?.state}\n`);
  ledger.close();
}
