import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Offload } from '../../../preload/contract/evidence.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Broadcaster } from '../events.ts';
import type { Ledger } from '../ledger/index.ts';
import { log } from '../log.ts';
import { storedFilm } from './beside.ts';
import { CopyError, type OpenSource, SourceError } from './copy.ts';
import { amount, ENDS, type Ending, FAULTS, type Fault, finished, noRoom } from './ends.ts';
import { freeBytes, partialDir } from './footage.ts';
import { importClip } from './import-clip.ts';
import type { OffloadBook } from './offload-book.ts';
import { inOrder, isFilm, isHidden, type Recording, startMs, steadyRecordings, type Wait } from './recordings.ts';
import type { OffloadRecord } from './tables.ts';
import type { Docked, Volumes } from './volumes.ts';

/** What a test may replace: waiting, and the reading of a card that fails. */
export interface Seams {
  readonly wait: Wait;
  readonly openSource: OpenSource;
}

export interface Offloader {
  /**
   * Starts or goes on. Refuses EVI-204 (whose camera?), 205 (already running), 206 (nothing new), 208 (a file names
   * somebody else than the camera is bound to), 301 (disk).
   */
  start(actor: string, docked: Docked, on: { officerId: string | null; believes: Believes }): Promise<Offload>;
  cancel(offloadId: string): Promise<void>;
  list(): Offload[];
  /** Goes on with what waits for the camera that is there now. */
  appeared(path: string): Promise<void>;
  /** Resolves when nothing is being copied. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Whom to believe where a file names another officer than the camera is bound to. */
type Believes = OffloadRecord['believes'];

interface Running {
  readonly abort: AbortController;
  /** Bytes that were copied of the file at work, by its path. */
  readonly copying: Map<string, number>;
  toldAt: number;
  /** Where a camera came while this one was still being read: it may have been pulled and plugged at once. */
  reappeared: string | undefined;
  ended: Promise<void>;
}

const ROOM = 1.1;
const TELL_EVERY_MS = 1000;
/** A camera clock this far ahead of ours is wrong for sure: its recordings lie in the future. */
const AHEAD_MS = 60_000;

/** Copies what is new on cameras, each in its own run; one bad file never stops the others. */
export function createOffloader(
  on: { ledger: Ledger; clock: Clock; events: Broadcaster; book: OffloadBook; volumes: Volumes },
  seams: Seams,
): Offloader {
  const { ledger, clock, events, book, volumes } = on;
  const dataDir = resolve(ledger.info.dir);
  const runs = new Map<string, Running>();
  let stopping = false;
  book.interruptAll(ENDS.crashed.sentence);
  removeUnwanted(dataDir, book.partials());

  const view = (record: OffloadRecord) => book.view(record, runs.get(record.id)?.copying ?? new Map());
  const get = (id: string): OffloadRecord => book.find(id) ?? refuse('EVI-207', '没有这次导入，请刷新后再看。');
  const roomFor = async (bytes: number) => {
    const free = await freeBytes(dataDir);
    return bytes * ROOM <= free ? undefined : noRoom(Math.ceil(bytes * ROOM), free);
  };

  const tell = (id: string, run: Running, now = false) => {
    const at = Date.now();
    if (!now && at - run.toldAt < TELL_EVERY_MS) return;
    run.toldAt = at;
    const { deviceNo, doneBytes, totalBytes, state } = view(get(id));
    const megabytes = (bytes: number) => Math.round(bytes / 1024 ** 2);
    // A task that ended is told as complete, so that no window keeps showing it.
    const done = state === 'COPYING' ? megabytes(doneBytes) : megabytes(totalBytes);
    events.publish({ kind: 'progress', task: `导入录像 ${deviceNo}`, done, total: megabytes(totalBytes), unit: 'MB' });
    events.changed('evidence');
  };

  /** Copies one file; answers how the whole import ends when it cannot go on. */
  const one = async (
    session: OffloadRecord,
    run: Running,
    recording: Recording,
    offset: number | null,
    partial: string,
  ) => {
    const { id, path: root, deviceNo, officerId, believes, actor, label, simulated } = session;
    const { path, said, kind, beside } = recording;
    const device = said?.deviceNo || deviceNo;
    // A track is his whose film it lies beside: that was decided when the film was imported, maybe long ago.
    const film = kind === 'GPS' && beside ? storedFilm(ledger.read, device, beside) : undefined;
    const named = believes === 'CARRIER' ? null : volumes.officerOf(said?.officerNo ?? '');
    const state = await importClip({
      ...{ ledger, dataDir, actor, root, simulated, recording, partial },
      ...{ openSource: seams.openSource, offloadId: id, source: label, deviceNo: device, clockOffsetSeconds: offset },
      officerId: film?.officerId ?? named ?? officerId,
      signal: run.abort.signal,
      onBytes: (done) => {
        run.copying.set(path, done);
        tell(id, run);
      },
      onSynced: (synced) => book.mark(id, path, { offset: synced }),
    });
    book.mark(id, path, { state });
  };

  const leaveOut = async (id: string, path: string, fault: Fault, partial?: string) => {
    const [code, sentence] = FAULTS[fault];
    book.mark(id, path, { state: 'FAILED', code, sentence, offset: 0 });
    if (partial !== undefined) await rm(join(partialDir(dataDir), partial), { force: true });
  };

  const stillThere = (root: string) =>
    volumes.look(root).then(
      () => true,
      () => false,
    );

  const copyAll = async (session: OffloadRecord, run: Running): Promise<Ending> => {
    const { id, path: root } = session;
    const { signal } = run.abort;
    const { steady, growing, unread } = await steadyRecordings(root, volumes.namesAt(root), seams.wait, signal);
    const docked = { deviceNo: session.deviceNo, recordings: steady };
    if (steady.length + growing.length === 0) return ENDS.unplugged;
    const fresh = new Set(volumes.fresh(docked).map((recording) => recording.path));
    const rows = new Map(book.files(id).map((row) => [row.path, row]));
    book.expect(id, [...steady.filter((recording) => fresh.has(recording.path)), ...growing]);
    const lying = new Map([...steady, ...growing].map((recording) => [recording.path, recording]));
    for (const row of rows.values()) {
      if (row.state !== 'WAITING') continue;
      if (isHidden(row.path, unread)) await leaveOut(id, row.path, 'unreadable', row.partial);
      else if (!lying.has(row.path)) await leaveOut(id, row.path, 'missing', row.partial);
      // Recorded, but the program ended before it was ticked off here.
      else if (!fresh.has(row.path) && steady.some((one) => one.path === row.path))
        book.mark(id, row.path, { state: 'STORED' });
    }
    for (const recording of growing) await leaveOut(id, recording.path, 'growing');

    const waiting = book.files(id).filter((row) => row.state === 'WAITING');
    const room = await roomFor(waiting.reduce((sum, row) => sum + row.sizeBytes - row.offset, 0));
    if (room !== undefined) return { state: 'FAILED', resumes: false, sentence: room };
    const partials = new Map(waiting.map((row) => [row.path, row.partial]));
    const guessed = clockOffset(steady.filter(isFilm), clock.now());
    const offsetOf = (recording: Recording) => {
      const camera = { deviceNo: recording.said?.deviceNo || session.deviceNo, simulated: session.simulated };
      const read = volumes.clockOffset(camera, startMs(recording), clock.now());
      return read === undefined ? guessed : read;
    };
    let before: string | undefined;
    for (const recording of inOrder(steady.filter((one) => partials.has(one.path)))) {
      const partial = partials.get(recording.path) ?? '';
      try {
        await one(session, run, recording, offsetOf(recording), partial);
        before = undefined;
      } catch (error) {
        run.abort.signal.throwIfAborted();
        if (error instanceof SourceError) {
          if (!(await stillThere(root))) return ENDS.unplugged;
          // Folders may still be listed from memory; two files in a row that cannot be read are a camera that is gone.
          if (before !== undefined) {
            book.mark(id, before, { state: 'WAITING', code: '', sentence: '' });
            return ENDS.unplugged;
          }
          before = recording.path;
          await leaveOut(id, recording.path, 'unreadable', partial);
        } else if (error instanceof CopyError) await leaveOut(id, recording.path, error.reason, partial);
        else return destinationEnding(error);
      } finally {
        run.copying.delete(recording.path);
      }
      tell(id, run);
    }
    const rowsNow = book.files(id);
    const count = (state: string) => amount(rowsNow.filter((row) => row.state === state));
    return finished(count('STORED'), count('LINKED'), count('FAILED'), unread);
  };

  const run = (id: string) => {
    const running: Running = {
      abort: new AbortController(),
      copying: new Map(),
      toldAt: 0,
      reappeared: undefined,
      ended: Promise.resolve(),
    };
    runs.set(id, running);
    running.ended = (async () => {
      const session = get(id);
      const ending = await copyAll(session, running).catch(async (error: unknown): Promise<Ending> => {
        if (stopping) return ENDS.closing;
        if (running.abort.signal.aborted) return ENDS.cancelled;
        if (!(await stillThere(session.path))) return ENDS.unplugged;
        log.error({ error }, 'an import of footage failed');
        return ENDS.unexpected;
      });
      book.end(id, ending);
      runs.delete(id);
      tell(id, running, true);
      if (ending.resumes && running.reappeared !== undefined) await offloader.appeared(running.reappeared);
    })().catch((error: unknown) => {
      // Not even the end could be written (full disk): the next start of the office finds it interrupted.
      runs.delete(id);
      log.error({ error }, 'the end of an import could not be written');
    });
    events.changed('evidence');
  };

  const resume = (session: OffloadRecord, docked: Docked, believes: Believes = null) => {
    book.begin(session.id, docked.path, docked.simulated, believes);
    run(session.id);
  };

  const refuseRunning = (docked: Docked) => {
    if ([...runs.keys()].some((id) => isSame(get(id), docked))) {
      refuse('EVI-205', '这台记录仪正在导入，不用再点；可以放着它，先办别的事。');
    }
  };

  const offloader: Offloader = {
    async start(actor, docked, { officerId, believes }) {
      const { deviceNo, path } = docked;
      refuseRunning(docked);
      const recordings = volumes.fresh(docked);
      if (recordings.length === 0) refuse('EVI-206', '这台记录仪里没有新录像，以前的都已经存好。');
      const { officerId: known, officerName, others } = volumes.view(docked);
      const carrier = officerId ?? known;
      if (carrier === null) {
        refuse('EVI-204', '还不知道这台记录仪是谁在用，没有开始导入；请先选择使用人。', { field: 'officerId' });
      }
      const other = others.find((one) => one.officerId !== null);
      if (other !== undefined && believes === null) {
        refuse(
          'EVI-208',
          `这台记录仪登记给${officerName}，有 ${other.clips} 段录像的文件名却写着${other.officerName}（${other.officerNo}），没有开始导入；请先选择这些录像算谁的。`,
          { field: 'believes' },
        );
      }
      const room = await roomFor(recordings.reduce((sum, recording) => sum + recording.sizeBytes, 0));
      if (room !== undefined) refuse('EVI-301', room);
      // It may have gone on by itself while the disk was asked.
      refuseRunning(docked);
      const earlier = book.unfinished(deviceNo, path);
      if (earlier !== undefined) {
        resume(earlier, docked, believes);
        return view(get(earlier.id));
      }
      const id = book.open({ docked, actor, officerId: carrier, believes, at: clock.iso(), recordings });
      run(id);
      return view(get(id));
    },
    async cancel(offloadId) {
      const session = get(offloadId);
      const running = runs.get(offloadId);
      running?.abort.abort();
      await running?.ended;
      if (running === undefined && session.resumes) book.end(offloadId, ENDS.cancelled);
    },
    list: () => book.recent().map(view),
    async appeared(path) {
      for (const running of runs.values()) running.reappeared = path;
      if (stopping || book.resumable().length === 0) return;
      const docked = await volumes.look(path).catch(() => undefined);
      if (docked === undefined || stopping) return;
      const session = book.resumable().find((one) => isSame(one, docked) && !runs.has(one.id));
      if (session !== undefined) resume(session, docked);
    },
    idle: async () => void (await Promise.all([...runs.values()].map((running) => running.ended))),
    async stop() {
      stopping = true;
      for (const running of runs.values()) running.abort.abort();
      await Promise.all([...runs.values()].map((running) => running.ended));
    },
  };
  return offloader;
}

/** The same camera, wherever it is plugged in; without a number the same place. */
function isSame(session: OffloadRecord, { deviceNo, path }: Docked): boolean {
  return session.deviceNo === '' ? session.path === path : session.deviceNo === deviceNo;
}

/** PC time minus camera time in seconds where the newest recording shows that the camera is ahead, else unknown. */
function clockOffset(recordings: readonly Recording[], now: Date): number | null {
  const newest = Math.max(...recordings.map(startMs));
  return newest - now.getTime() > AHEAD_MS ? Math.floor((now.getTime() - newest) / 1000) : null;
}

function destinationEnding(error: unknown): Ending {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'LED-401'].includes(code)) return ENDS.full;
  log.error({ error }, 'footage cannot be stored');
  return /^E[A-Z]+$/.test(code) ? ENDS.store : ENDS.unexpected;
}

/** Copies that nobody goes on with were never recorded. */
function removeUnwanted(dataDir: string, wanted: ReadonlySet<string>): void {
  const folder = partialDir(dataDir);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!wanted.has(name)) rmSync(join(folder, name), { force: true });
}
