import { isAbsolute, relative } from 'node:path';
import { type OpenSource, openReadOnly, type SourceFile } from './copy.ts';

/** What can go wrong while the training camera is read. `unplug-mid-copy-once` is over when it has struck. */
const READ_FAULTS = ['unplug-mid-copy-once', 'unreadable'] as const;
type ReadFault = (typeof READ_FAULTS)[number];
const readFault = (name: string): ReadFault | undefined => READ_FAULTS.find((one) => one === name);

/** Reading from the training camera fails as from a real one: a bad spot, or the plug is pulled in mid copy. */
export interface TrainingReads {
  readonly openSource: OpenSource;
  /** Whether it is a fault of reading; others lie in the recordings themselves. */
  knows(fault: string): boolean;
  /** From now on; with one that it does not know everything can be read. Other cameras are never touched. */
  set(fault: string, camera: { readonly dir: string; readonly pull: () => Promise<void> }): void;
}

/** A camera that is pulled in mid copy has given one whole recording before. */
const WHOLE_BEFORE = 1;

const eio = () => Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });

export function createTrainingReads(): TrainingReads {
  let now: { fault: ReadFault; dir: string; pull: () => Promise<void>; bad: string; opened: number } | null = null;
  return {
    knows: (fault) => readFault(fault) !== undefined,
    set(name, { dir, pull }) {
      const fault = readFault(name);
      now = fault === undefined ? null : { fault, dir, pull, bad: '', opened: 0 };
    },
    async openSource(path) {
      const file = await openReadOnly(path);
      const on = now;
      if (on === null || !isBelow(on.dir, path)) return file;
      on.opened += 1;
      if (on.fault === 'unreadable') {
        on.bad ||= path;
        return path === on.bad ? failing(file, async () => undefined) : file;
      }
      if (on.opened <= WHOLE_BEFORE) return file;
      return failing(file, async () => {
        now = null;
        // A folder with an open file in it cannot be moved on Windows.
        await file.close();
        await on.pull();
      });
    },
  };
}

/** Gives the first half and then nothing more. */
function failing(file: SourceFile, strike: () => Promise<void>): SourceFile {
  return {
    ...file,
    async read(into, length, position) {
      const half = Math.ceil((await file.stat()).size / 2);
      if (position < half) return file.read(into, Math.min(length, half - position), position);
      await strike();
      throw eio();
    },
  };
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
