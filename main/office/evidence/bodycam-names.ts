import type { NameProfile } from '../../../preload/contract/name-profiles.ts';

/** What a camera says of a recording by the way it names and places it. hardware.md §4.3 */
export interface ClipName {
  /** Key of the profile that fits. */
  readonly profile: string;
  /** Seven characters on cameras of the standard; empty where neither name nor folder tells. */
  readonly deviceNo: string;
  /** Six characters; empty where nothing tells or the camera was never given an officer (000000). */
  readonly officerNo: string;
  /** UTC ISO instant by the clock of the camera; null where nothing tells it or the digits are no moment. */
  readonly startAt: string | null;
  readonly sequence: string;
  /** 重点: marked on the camera. */
  readonly important: boolean;
  /** By the maker's own scheme: the copy is good, but only the maker's software opens it. */
  readonly encrypted: boolean;
}

/** Reads a path below the root of a volume (either slash). `first` is the key of a profile that is tried before all. */
export type ReadName = (path: string, first?: string) => ClipName | null;

const IMPORTANT_FOLDER = /^(101ANDRO|IMP)$/i;
const NOBODY = '000000';
/** No file system of a camera has longer names. */
const LONGEST_NAME = 255;

/** SEGTEMP holds pre-record segments that the camera still works with; names with a dot are other systems' leavings. */
const IGNORED = /^(\..*|SEGTEMP|System Volume Information|\$RECYCLE\.BIN|LOST\.DIR|lost\+found)$/i;

/** Whether a file or folder of this name is no recording and holds none. */
export function isIgnored(name: string): boolean {
  return IGNORED.test(name);
}

/** Reads names by a list of profiles: the first that fits is believed. Expressions were checked when they were saved. */
export function nameReader(profiles: readonly NameProfile[]): ReadName {
  const rows = profiles
    .filter((profile) => profile.enabled)
    .map((profile) => ({ ...profile, pattern: new RegExp(profile.expression, 'i') }));
  return (path, first) => {
    const folders = path.split(/[\\/]/);
    const name = folders.pop() ?? '';
    if (name.length > LONGEST_NAME) return null;
    const preferred = rows.filter((row) => row.key === first);
    for (const { key, pattern, fromFolders } of [...preferred, ...rows]) {
      const found = pattern.exec(name);
      if (found !== null) return saidBy(key, found.groups ?? {}, folders, fromFolders);
    }
    return null;
  };
}

function saidBy(
  profile: string,
  groups: Readonly<Record<string, string | undefined>>,
  folders: readonly string[],
  fromFolders: boolean,
): ClipName {
  const folder = (length: number) => (fromFolders ? folders.findLast((one) => isNumber(one, length)) : undefined);
  const officerNo = (groups.off ?? folder(6) ?? '').toUpperCase();
  return {
    profile,
    deviceNo: (groups.dev ?? folder(7) ?? '').toUpperCase(),
    officerNo: officerNo === NOBODY ? '' : officerNo,
    startAt: momentOf(stampOf(groups)),
    sequence: groups.seq ?? '',
    important: Boolean(groups.imp) || folders.some((one) => IMPORTANT_FOLDER.test(one)),
    encrypted: Boolean(groups.enc),
  };
}

/** `yyyyMMddHHmmss` in whichever of the three ways it was named. */
function stampOf({ ts, y, mo, d, h, mi, s, t }: Readonly<Record<string, string | undefined>>): string {
  if (ts !== undefined) return ts;
  return y === undefined ? `${d}${t}` : `${y}${mo}${d}${h}${mi}${s}`;
}

/** A folder that is a number of that length, not a word. */
function isNumber(folder: string, length: number): boolean {
  return folder.length === length && /^[0-9A-Z]+$/i.test(folder) && /\d/.test(folder);
}

/** `yyyyMMddHHmmss` by a camera clock in Asia/Shanghai (UTC+8, no summer time). */
function momentOf(stamp: string): string | null {
  if (!/^\d{14}$/.test(stamp)) return null;
  const local = stamp.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6.000Z');
  const ms = Date.parse(local);
  // Date.parse rolls 30 February over; a moment is one that reads back the same.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== local) return null;
  return new Date(ms - 8 * 3_600_000).toISOString();
}
