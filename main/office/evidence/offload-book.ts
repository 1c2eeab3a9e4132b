import { and, desc, eq, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Offload } from '../../../preload/contract/evidence.ts';
import type { Ledger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import { amount, type Ending } from './ends.ts';
import type { Recording } from './recordings.ts';
import { type OffloadFile, type OffloadRecord, offloadFiles, offloads } from './tables.ts';
import type { Docked } from './volumes.ts';

const SHOWN = 50;

/** The running and finished imports of this desk: one row each, and one row a file, written before it is copied. */
export interface OffloadBook {
  find(id: string): OffloadRecord | undefined;
  files(id: string): OffloadFile[];
  open(given: {
    docked: Docked;
    actor: string;
    officerId: string;
    believes: OffloadRecord['believes'];
    at: string;
    recordings: Recording[];
  }): string;
  /** An import of the same camera that still has something to copy. */
  unfinished(deviceNo: string, path: string): OffloadRecord | undefined;
  resumable(): OffloadRecord[];
  /** `believes` where somebody decided it anew. */
  begin(id: string, path: string, simulated: boolean, believes?: OffloadRecord['believes']): void;
  /** The rows as they are to be copied now: new ones are added, changed ones begin again. */
  expect(id: string, recordings: readonly Recording[]): void;
  mark(id: string, path: string, change: Partial<OffloadFile>): void;
  end(id: string, ending: Ending): void;
  /** What the program did not live to end. */
  interruptAll(sentence: string): void;
  /** Names of unfinished copies that are still wanted. */
  partials(): Set<string>;
  view(record: OffloadRecord, copying: ReadonlyMap<string, number>): Offload;
  recent(): OffloadRecord[];
}

export function createOffloadBook(ledger: Ledger, people: People): OffloadBook {
  const { read } = ledger;
  const files = (id: string) => read.select().from(offloadFiles).where(eq(offloadFiles.offloadId, id)).all();
  const rowOf = (offloadId: string, { path, sizeBytes, modifiedMs }: Recording): OffloadFile => ({
    ...{ offloadId, path, sizeBytes, modifiedMs },
    ...{ state: 'WAITING', partial: uuid(), offset: 0, code: '', sentence: '' },
  });
  const change = (id: string, set: Partial<OffloadRecord>) =>
    void ledger.local((tables) => tables.update(offloads).set(set).where(eq(offloads.id, id)).run());
  return {
    find: (id) => read.select().from(offloads).where(eq(offloads.id, id)).get(),
    files,
    open({ docked, actor, officerId, believes, at, recordings }) {
      const id = uuid();
      const { path, label, deviceNo, simulated } = docked;
      ledger.local((tables) => {
        tables
          .insert(offloads)
          .values({
            ...{ id, path, label, deviceNo, actor, officerId, believes, simulated, startedAt: at },
            ...{ state: 'COPYING', resumes: true, sentence: '' },
          })
          .run();
        for (const one of recordings) tables.insert(offloadFiles).values(rowOf(id, one)).run();
      });
      return id;
    },
    unfinished: (deviceNo, path) =>
      read
        .select()
        .from(offloads)
        .where(
          and(
            deviceNo === '' ? eq(offloads.path, path) : eq(offloads.deviceNo, deviceNo),
            sql`EXISTS (SELECT 1 FROM ${offloadFiles} WHERE ${offloadFiles.offloadId} = ${offloads.id} AND ${offloadFiles.state} = 'WAITING')`,
          ),
        )
        .orderBy(desc(offloads.id))
        .get(),
    resumable: () =>
      read
        .select()
        .from(offloads)
        .where(and(eq(offloads.state, 'INTERRUPTED'), eq(offloads.resumes, true)))
        .all(),
    begin: (id, path, simulated, believes) =>
      change(id, { state: 'COPYING', resumes: true, sentence: '', path, simulated, ...(believes && { believes }) }),
    expect(id, recordings) {
      const known = new Map(files(id).map((row) => [row.path, row]));
      ledger.local((tables) => {
        for (const one of recordings) {
          const row = known.get(one.path);
          if (row === undefined) tables.insert(offloadFiles).values(rowOf(id, one)).run();
          else if (row.state === 'FAILED' || row.sizeBytes !== one.sizeBytes || row.modifiedMs !== one.modifiedMs) {
            const { partial: _, ...again } = rowOf(id, one);
            tables.update(offloadFiles).set(again).where(fileIs(id, one.path)).run();
          }
        }
      });
    },
    mark: (id, path, set) =>
      void ledger.local((tables) => tables.update(offloadFiles).set(set).where(fileIs(id, path)).run()),
    end: change,
    interruptAll: (sentence) =>
      void ledger.local((tables) =>
        tables
          .update(offloads)
          .set({ state: 'INTERRUPTED', resumes: true, sentence })
          .where(eq(offloads.state, 'COPYING'))
          .run(),
      ),
    partials: () =>
      new Set(
        read
          .select({ partial: offloadFiles.partial })
          .from(offloadFiles)
          .where(eq(offloadFiles.state, 'WAITING'))
          .all()
          .map((row) => row.partial),
      ),
    view(record, copying) {
      const rows = files(record.id);
      const isDone = (row: OffloadFile) => row.state === 'STORED' || row.state === 'LINKED';
      const [done, total] = [amount(rows.filter(isDone)), amount(rows)];
      return {
        id: record.id,
        deviceNo: record.deviceNo || record.label,
        officerName: people.nameOf(record.officerId),
        state: record.state,
        done: done.films,
        total: total.films,
        doneBeside: done.beside,
        totalBeside: total.beside,
        doneBytes: rows.reduce(
          (sum, row) => sum + (isDone(row) ? row.sizeBytes : (copying.get(row.path) ?? row.offset)),
          0,
        ),
        totalBytes: rows.reduce((sum, row) => sum + row.sizeBytes, 0),
        startedAt: record.startedAt,
        sentence: record.sentence,
        failures: rows
          .filter((row) => row.state === 'FAILED')
          .map(({ path, code, sentence }) => ({ name: path, code, sentence })),
      };
    },
    recent: () => read.select().from(offloads).orderBy(desc(offloads.id)).limit(SHOWN).all(),
  };
}

const fileIs = (offloadId: string, path: string) =>
  and(eq(offloadFiles.offloadId, offloadId), eq(offloadFiles.path, path));
