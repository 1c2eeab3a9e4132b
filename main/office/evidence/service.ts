import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { ReadBeside } from '../../../preload/contract/beside.ts';
import type { CameraClock, CarrierWritten } from '../../../preload/contract/devices.ts';
import type { Offload, Volume } from '../../../preload/contract/evidence.ts';
import { recordingType } from '../../../preload/contract/recording-files.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { Clock } from '../clock.ts';
import type { DeviceLink } from '../devices/index.ts';
import type { Broadcaster } from '../events.ts';
import { act, type Ledger } from '../ledger/index.ts';
import { log } from '../log.ts';
import type { People } from '../people/index.ts';
import type { Settings } from '../settings/index.ts';
import type { Tickets } from '../tickets.ts';
import { cameraCarrierWritten, cameraClockRead, deviceBound } from './actions.ts';
import { type Clips, createClips } from './clips.ts';
import { openReadOnly } from './copy.ts';
import { footageDir } from './footage.ts';
import { createNaming, type Naming } from './naming.ts';
import { createOffloadBook } from './offload-book.ts';
import { createOffloader, type Seams } from './offloader.ts';
import { readBeside } from './read-beside.ts';
import { isFilm } from './recordings.ts';
import { type ClipRecord, cameraClocks, cameras } from './tables.ts';
import { createVolumes } from './volumes.ts';

/** What the evidence module stands on. */
export interface EvidenceGround {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly people: People;
  readonly settings: Settings;
  readonly events: Broadcaster;
  readonly tickets: Tickets;
  readonly link: Pick<DeviceLink, 'onEvent'>;
}

/** What became of an order to a camera is not known. */
export interface Unsure {
  readonly unsure?: true;
}

export interface Evidence {
  readonly clips: Clips;
  readonly naming: Naming;
  volumes(): Promise<Volume[]>;
  inspectFolder(path: string): Promise<Volume>;
  /** The names are to be read anew: the list of profiles changed. */
  relook(): void;
  bindDevice(actor: string, deviceNo: string, officerId: string): void;
  /** The clock of a camera that was spoken to, beside ours; `unsure` where the order may not have reached it. */
  cameraClock(actor: string, order: 'SET' | 'STORAGE', told: CameraClock & Unsure): void;
  /**
   * Who carries a camera was written onto it; a real one that read back so is bound to him here too. `unsure` where
   * the camera could not say any more that it is written.
   */
  carrierWritten(actor: string, officerId: string, told: CarrierWritten & Unsure): void;
  offload(
    actor: string,
    path: string,
    officerId: string | null,
    believes?: 'FILE' | 'CARRIER' | null,
  ): Promise<Offload>;
  cancelOffload(offloadId: string): Promise<void>;
  offloads(): Offload[];
  /** URL under which a window may play the recording; who plays is written down. Refuses EVI-302, 303. */
  ticket(actor: string, clipId: string): Promise<string>;
  /** What is in a track or a log; who looks is written down. Refuses EVI-302, 303, 321, 322, 323. */
  readBeside(actor: string, clipId: string): Promise<ReadBeside>;
  clipsOfCase: Clips['ofCase'];
  /** Resolves when nothing is being copied. */
  idle(): Promise<void>;
  /** Interrupts what is being copied; it goes on when the office is opened again. */
  stop(): Promise<void>;
}

/** Footage: cameras, their import, and the recordings of the office. Goes on with imports that were interrupted. */
export function createEvidence(ground: EvidenceGround, seams: Partial<Seams> = {}): Evidence {
  const { ledger, clock, people, tickets, events, link } = ground;
  const clips = createClips(ledger, people);
  const naming = createNaming(ledger, people);
  const volumes = createVolumes(ledger, people, naming, link, (path) => goOn(path));
  const book = createOffloadBook(ledger, people);
  const wait: Seams['wait'] = (ms, signal) => pause(ms, undefined, { signal });
  const offloader = createOffloader(
    { ledger, clock, events, book, volumes },
    { wait, openSource: openReadOnly, ...seams },
  );
  const goOn = (path: string) => {
    offloader.appeared(path).catch((error: unknown) => log.error({ error }, 'an import could not go on'));
  };
  for (const { path } of book.resumable()) goOn(path);
  /** Where a stored file lies. */
  const fileOf = async (clip: ClipRecord): Promise<string> => {
    const path = join(footageDir(resolve(ledger.info.dir)), clip.path);
    const what = { MEDIA: '录像', GPS: '轨迹', LOG: '设备日志' }[clip.kind];
    const look = clip.kind === 'MEDIA' ? '播放' : '打开';
    const found = await stat(path).catch(() => undefined);
    if (found === undefined && ledger.journal.bySubject(clip.id)[0]?.desk !== ledger.info.desk) {
      refuse(
        'EVI-303',
        `${what}存在恢复前的电脑上，备份不含这类文件，登记的信息都完好；请把那台电脑数据文件夹里的 footage 文件夹拷到本机数据文件夹，再${look}。`,
      );
    }
    if (found?.size !== clip.sizeBytes) {
      refuse(
        'EVI-302',
        `${what}文件不在原来的位置或长度不对，其他文件不受影响；请先校验账本，再从记录仪或录像备份取回。`,
      );
    }
    return path;
  };
  return {
    clips,
    naming,
    clipsOfCase: clips.ofCase,
    volumes: volumes.list,
    relook() {
      volumes.relook();
      events.changed('evidence');
    },
    inspectFolder: async (path) => volumes.view(await volumes.look(path)),
    bindDevice(actor, deviceNo, officerId) {
      people.byId(officerId);
      ledger.record(actor, (inside) => {
        const found = inside.select().from(cameras).where(eq(cameras.deviceNo, deviceNo)).get();
        return found?.officerId === officerId ? [] : [act(deviceBound, found?.id ?? uuid(), { deviceNo, officerId })];
      });
    },
    cameraClock(actor, order, { deviceNo, before, after, simulated, unsure }) {
      ledger.record(actor, (inside) => {
        const found = inside.select().from(cameraClocks).where(eq(cameraClocks.deviceNo, deviceNo)).get();
        const reading = { deviceNo, order, before, after, simulated, ...(unsure && { unsure }) };
        return [act(cameraClockRead, found?.id ?? uuid(), reading)];
      });
    },
    carrierWritten(actor, officerId, { deviceNo, officerNo, simulated, readBack, unsure }) {
      ledger.record(actor, (inside) => {
        const found = inside.select().from(cameras).where(eq(cameras.deviceNo, deviceNo)).get();
        const camera = found?.id ?? uuid();
        const facts = { deviceNo, officerId, officerNo, simulated, readBack, ...(unsure && { unsure }) };
        const written = act(cameraCarrierWritten, camera, facts);
        if (simulated || !readBack || found?.officerId === officerId) return [written];
        return [written, act(deviceBound, camera, { deviceNo, officerId })];
      });
    },
    async offload(actor, path, officerId, believes = null) {
      if (officerId !== null) people.byId(officerId);
      const docked = await volumes.look(path);
      const begun = await offloader.start(actor, docked, { officerId, believes });
      try {
        naming.learn(actor, { ...docked, recordings: docked.recordings.filter(isFilm) });
      } catch (error) {
        // The import runs; what was not learned now is learned the next time.
        log.error({ error }, 'the names of a camera could not be learned');
      }
      return begun;
    },
    cancelOffload: offloader.cancel,
    offloads: offloader.list,
    async ticket(actor, clipId) {
      const clip = clips.record(clipId);
      const path = await fileOf(clip);
      ledger.looked({ actor, what: 'play', subject: clipId, detail: `播放录像 ${clip.name}` });
      return tickets.mint(clip.sha256, async () => ({
        mediaType: recordingType(clip.name) ?? 'application/octet-stream',
        name: clip.name,
        content: { path, size: clip.sizeBytes },
      }));
    },
    async readBeside(actor, clipId) {
      const clip = clips.record(clipId);
      if (clip.kind === 'MEDIA') refuse('EVI-323', '这是录像，不是轨迹或设备日志；请点播放来看。');
      const path = await fileOf(clip);
      const kind = clip.kind === 'GPS' ? '轨迹' : '设备日志';
      ledger.looked({ actor, what: 'view', subject: clipId, detail: `查看${kind} ${clip.name}` });
      return readBeside(clip, path);
    },
    idle: offloader.idle,
    stop: offloader.stop,
  };
}
