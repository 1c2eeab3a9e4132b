/** What a camera says of a recording by the way it names and places it. hardware.md §4.3 */
export interface ClipName {
  readonly profile: 'ga947-a' | 'ga947-b' | 'short';
  /** Seven characters; empty where neither name nor folder tells. */
  readonly deviceNo: string;
  /** Six characters; empty where nothing tells or the camera was never given an officer (000000). */
  readonly officerNo: string;
  /** UTC ISO instant by the clock of the camera; null where the digits are no moment. */
  readonly startAt: string | null;
  /** 重点: marked on the camera. */
  readonly important: boolean;
}

const LONG = /^(?<first>[0-9A-Z]{6,7})_(?<second>[0-9A-Z]{6,7})_(?<stamp>\d{14})_\d{3,5}(?<imp>_?IMP)?\.\w+$/i;
const SHORT = /^(?<stamp>\d{14})_\d{1,5}(?<imp>_?IMP)?\.\w+$/i;
const IMPORTANT_FOLDER = /^101ANDRO$/i;
const NOBODY = '000000';

/** SEGTEMP holds pre-record segments that the camera still works with; names with a dot are other systems' leavings. */
const IGNORED = /^(\..*|SEGTEMP|System Volume Information|\$RECYCLE\.BIN|LOST\.DIR)$/i;

/** Whether a file or folder of this name is no recording and holds none. */
export function isIgnored(name: string): boolean {
  return IGNORED.test(name);
}

/**
 * Reads a path below the root of a volume (either slash). Firmware writes device and officer in both orders, so the
 * length decides: seven is the device, six the officer. Null when no profile fits.
 */
export function readClipName(path: string): ClipName | null {
  const folders = path.split(/[\\/]/);
  const name = folders.pop() ?? '';
  const long = LONG.exec(name)?.groups;
  if (long !== undefined) {
    const { first = '', second = '', stamp = '', imp } = long;
    if (first.length === second.length) return null;
    const [deviceNo, officerNo] = first.length === 7 ? [first, second] : [second, first];
    const profile = first.length === 7 ? 'ga947-a' : 'ga947-b';
    return { profile, ...owners(deviceNo, officerNo), startAt: momentOf(stamp), important: imp !== undefined };
  }
  const short = SHORT.exec(name)?.groups;
  if (short === undefined) return null;
  const [deviceNo = '', officerNo = ''] = [7, 6].map((length) => folders.findLast((one) => isNumber(one, length)));
  const important = short.imp !== undefined || folders.some((folder) => IMPORTANT_FOLDER.test(folder));
  return { profile: 'short', ...owners(deviceNo, officerNo), startAt: momentOf(short.stamp ?? ''), important };
}

function owners(deviceNo: string, officerNo: string) {
  return { deviceNo: deviceNo.toUpperCase(), officerNo: officerNo === NOBODY ? '' : officerNo.toUpperCase() };
}

/** A folder that is a number of that length, not a word. */
function isNumber(folder: string, length: number): boolean {
  return folder.length === length && /^[0-9A-Z]+$/i.test(folder) && /\d/.test(folder);
}

/** `yyyyMMddHHmmss` by a camera clock in Asia/Shanghai (UTC+8, no summer time). */
function momentOf(stamp: string): string | null {
  const local = stamp.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6.000Z');
  const ms = Date.parse(local);
  // Date.parse rolls 30 February over; a moment is one that reads back the same.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== local) return null;
  return new Date(ms - 8 * 3_600_000).toISOString();
}
