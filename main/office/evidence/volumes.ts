import { stat } from 'node:fs/promises';
import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import { and, asc, eq } from 'drizzle-orm';
import type { Volume as DeviceVolume } from '../../../preload/contract/devices.ts';
import type { Volume } from '../../../preload/contract/evidence.ts';
import { isRecording } from '../../../preload/contract/recording-files.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { DeviceLink } from '../devices/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { People } from '../people/index.ts';
import { filmByName } from './beside.ts';
import { offsetAt } from './camera-time.ts';
import { belonging } from './companions.ts';
import { footageDir } from './footage.ts';
import { freshOf } from './fresh.ts';
import { mostOf, type Naming, numberOf } from './naming.ts';
import { type FoundFile, isFilm, listFiles, looksLikeCamera, type ReadNames, type Recording } from './recordings.ts';
import { cameraClocks, cameras } from './tables.ts';

/** A camera folder or volume with what lies in it now. */
export interface Docked {
  readonly path: string;
  readonly label: string;
  /** Of the volume; null for a plain folder. */
  readonly serial: string | null;
  readonly deviceNo: string;
  readonly simulated: boolean;
  /** The names were read by what was learned of this camera before. */
  readonly learned: boolean;
  /** With what lies beside them (companions.ts). */
  readonly recordings: readonly Recording[];
  /** Below the path: what could not be read, with all that lies in it. */
  readonly unread: readonly string[];
  /** Tracks whose film lies neither there nor here. */
  readonly strays: readonly string[];
}

export interface Volumes {
  list(): Promise<Volume[]>;
  view(docked: Docked): Volume;
  /** What was listed is listed again when it is asked for. */
  relook(): void;
  /** Refuses EVI-201 (not there), EVI-202 (no camera), EVI-203 (our own store). */
  look(path: string): Promise<Docked>;
  /**
   * What was never stored under its name from that device, or not beside the film that it lies beside now; and what is
   * registered but whose file is not here.
   */
  fresh(docked: Pick<Docked, 'deviceNo' | 'recordings'>): Recording[];
  /** Reads the names of the files that lie at a place. */
  namesAt(path: string): ReadNames;
  /**
   * PC time minus camera time in seconds when a recording began; null where that cannot be said, undefined where the
   * camera was not spoken to before it became this disk.
   */
  clockOffset(camera: Pick<Docked, 'deviceNo' | 'simulated'>, startMs: number, now: Date): number | null | undefined;
  /** Who has this number; null where nobody has it. */
  officerOf(officerNo: string): string | null;
}

/** Volumes that the devices process tells of, and folders that a person chose. */
export function createVolumes(
  ledger: Ledger,
  people: People,
  naming: Naming,
  link: Pick<DeviceLink, 'onEvent'>,
  onAppeared: (path: string) => void,
): Volumes {
  const told = new Map<string, DeviceVolume>();
  /** Places of training cameras: their mark holds also while nobody tells of them, as when the devices process died. */
  const simulated = new Set<string>();
  // A slot is drawn again with every progress; the card is listed again only when its content has changed,
  // or when a part of it could not be read.
  const listed = new Map<string, Promise<Docked | null>>();
  link.onEvent((event) => {
    if (event.type !== 'volume-appeared' && event.type !== 'volume-gone') return;
    const { path } = event.volume;
    listed.delete(path);
    if (event.type === 'volume-gone') told.delete(path);
    else {
      told.set(path, event.volume);
      if (event.volume.simulated) simulated.add(path);
      else simulated.delete(path);
      onAppeared(path);
    }
  });

  const bound = (deviceNo: string) =>
    ledger.read.select().from(cameras).where(eq(cameras.deviceNo, deviceNo)).get()?.officerId ?? null;
  const officerOf = (officerNo: string) =>
    (officerNo === '' ? undefined : people.list().find((one) => one.number === officerNo)?.id) ?? null;
  const knownOf = (path: string) => {
    const volume = told.get(path);
    return { serial: volume?.serial ?? null, labelNo: volume?.deviceNo ?? '' };
  };
  const read = (files: readonly FoundFile[], path: string) => {
    const { media = [], others = [] } = Object.groupBy(files, ({ name }) => (isRecording(name) ? 'media' : 'others'));
    const known = knownOf(path);
    const { recordings: named, learned } = naming.read(media, known);
    const deviceNo = numberOf(named) || known.labelNo;
    const { recordings, strays } = belonging(named, naming.read(others, known).recordings, ({ name, said }) =>
      filmByName(ledger.read, said?.deviceNo || deviceNo, name),
    );
    return { recordings, strays, learned, deviceNo };
  };

  const look = async (given: string): Promise<Docked> => {
    const path = told.has(given) ? given : resolve(given);
    if (!isAbsolute(given) || !(await stat(path).catch(() => undefined))?.isDirectory()) {
      refuse('EVI-201', '没有找到这个文件夹，原录像没有改动；请插好记录仪，或填写完整的文件夹路径。', {
        field: 'path',
      });
    }
    const store = footageDir(resolve(ledger.info.dir));
    if (isWithin(store, path) || isWithin(path, store)) {
      refuse('EVI-203', '这个文件夹里放着本机已存的录像，不能当作记录仪导入；请选择记录仪的文件夹。', {
        field: 'path',
      });
    }
    const { files, unread } = await listFiles(path).catch((cause: unknown) =>
      refuse('EVI-201', '读不了这个文件夹，原录像没有改动；请重新插好记录仪，或请管理员检查文件夹权限。', {
        field: 'path',
        cause,
      }),
    );
    const { recordings, strays, learned, deviceNo } = read(files, path);
    const isCamera = looksLikeCamera(recordings.filter(isFilm));
    if (!isCamera && unread.length > 0) {
      refuse(
        'EVI-201',
        `读不了 ${unread.join('、')}，其余地方没有录像，原录像没有改动；请重新插好记录仪，或请管理员检查文件夹权限。`,
        { field: 'path' },
      );
    }
    if (!isCamera) {
      refuse('EVI-202', '这个文件夹里没有执法记录仪的录像，没有导入任何文件；请选择记录仪的根目录。', {
        field: 'path',
      });
    }
    const volume = told.get(path);
    return {
      path,
      label: volume?.label ?? basename(path),
      serial: volume?.serial ?? null,
      simulated: simulated.has(path),
      ...{ deviceNo, learned, recordings, strays, unread },
    };
  };

  const fresh = (on: Pick<Docked, 'deviceNo' | 'recordings'>) => freshOf(ledger.read, resolve(ledger.info.dir), on);

  /** Officers that files name although the camera is bound to somebody else. */
  const othersOn = (recordings: readonly Recording[], boundTo: string | null): Volume['others'] => {
    const numbers = Map.groupBy(recordings, (one) => one.said?.officerNo ?? '');
    return [...numbers].flatMap(([officerNo, named]) => {
      const officerId = officerOf(officerNo);
      if (boundTo === null || officerNo === '' || officerId === boundTo) return [];
      const officerName = officerId === null ? '' : people.nameOf(officerId);
      return [{ officerNo, officerId, officerName, clips: named.length }];
    });
  };

  const view = (docked: Docked): Volume => {
    const { path, label, deviceNo, simulated, learned, unread, strays } = docked;
    const recordings = docked.recordings.filter(isFilm);
    const boundTo = bound(deviceNo);
    const officerId = boundTo ?? officerOf(mostOf(recordings.map((one) => one.said?.officerNo ?? '')));
    const profile = mostOf(recordings.map((one) => one.said?.profile ?? ''));
    const news = fresh(docked);
    const films = news.filter(isFilm);
    return {
      ...{ path, label, deviceNo, simulated, learned, officerId, profile, profileName: naming.nameOf(profile) },
      clips: recordings.length,
      bytes: recordings.reduce((sum, one) => sum + one.sizeBytes, 0),
      fresh: films.length,
      freshBeside: news.length - films.length,
      officerName: officerId === null ? '' : people.nameOf(officerId),
      others: othersOn(films, boundTo),
      unread: [...unread],
      strays: [...strays],
    };
  };

  return {
    look,
    fresh,
    view,
    officerOf,
    relook: () => listed.clear(),
    clockOffset({ deviceNo, simulated }, startMs, now) {
      // What a simulated camera tells says nothing of a real one with its number.
      const same = and(eq(cameraClocks.deviceNo, deviceNo), eq(cameraClocks.simulated, simulated));
      const readings = ledger.read.select().from(cameraClocks).where(same).orderBy(asc(cameraClocks.at)).all();
      return offsetAt(readings, startMs, now);
    },
    namesAt: (path) => (files) => read(files, path).recordings,
    async list() {
      const found = await Promise.all(
        [...told.keys()].map((path) => {
          const before = listed.get(path);
          if (before !== undefined) return before;
          const now = look(path).catch(() => null);
          listed.set(path, now);
          void now.then((docked) => {
            if ((docked === null || docked.unread.length > 0) && listed.get(path) === now) listed.delete(path);
          });
          return now;
        }),
      );
      return found.flatMap((docked) => (docked === null ? [] : [view(docked)]));
    },
  };
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way.split(sep)[0] !== '..' && !isAbsolute(way));
}
