import { z } from 'zod';

/**
 * What a camera helper is asked and answers: one JSON object a line, one line a function of the vendors' DLLs
 * (hardware.md §4.4; docs/protocols/camera-helper.md).
 */
const info = z.object({
  /** 设备号, 7 characters. */
  serial: z.string().max(7),
  /** 人员编号, 6 characters; 000000 is nobody. */
  userNo: z.string().max(6),
  userName: z.string().max(32),
  unitNo: z.string().max(12),
  unitName: z.string().max(32),
});
export type CameraInfo = z.infer<typeof info>;

/** By the clock of the camera, without a zone: `2026-01-29T20:55:47`. */
const localTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);

/** Result codes of the DLLs: connected or not, password right or wrong, clock set or not, switched to storage or not. */
export const Result = {
  connected: 1,
  notConnected: 2,
  passwordRight: 3,
  passwordWrong: 4,
  clockSet: 5,
  clockNotSet: 6,
  storage: 7,
  noStorage: 8,
} as const;

const plain = z.object({});
/** What each function may answer; anything else is no answer to it. */
const CALLS = {
  Init_Device: { results: [1, 2], data: plain },
  GetIDCode: { results: [1, 2], data: z.object({ idCode: z.string().max(5) }) },
  GetZFYInfo: { results: [1, 2], data: z.object({ info, deviceTime: localTime.optional() }) },
  WriteZFYInfo: { results: [2, 3, 4], data: plain },
  SyncDevTime: { results: [2, 4, 5, 6], data: plain },
  SetMSDC: { results: [2, 4, 7, 8], data: plain },
  ReadDeviceBatteryDumpEnergy: { results: [1, 2], data: z.object({ battery: z.int().min(0).max(100) }) },
  UnInit_Device: { results: [1, 2], data: plain },
} as const satisfies Record<string, { results: readonly number[]; data: z.ZodObject }>;
export type Call = keyof typeof CALLS;

/** `busy`: the camera is at work (recording, copying); asked again later. */
export type Answer<C extends Call> =
  | { readonly result: 'busy' }
  | { readonly result: number; readonly data: z.infer<(typeof CALLS)[C]['data']> | null };

export interface Asked {
  readonly password?: string;
  /** Local time to be set. */
  readonly time?: string;
  readonly info?: CameraInfo;
}

export function encodeCall(id: number, call: Call, asked: Asked = {}): Buffer {
  return Buffer.from(`${JSON.stringify({ id, call, ...asked })}\n`);
}

const envelope = z.object({ id: z.int(), call: z.string(), result: z.int().optional(), busy: z.boolean().optional() });

/**
 * The answer of a line to one call.
 * @returns null when the line answers something else, or nothing that this function may answer
 */
export function decodeAnswer<C extends Call>(line: string, id: number, call: C): Answer<C> | null {
  let told: unknown;
  try {
    told = JSON.parse(line);
  } catch {
    return null;
  }
  const head = envelope.safeParse(told);
  if (!head.success || head.data.id !== id || head.data.call !== call) return null;
  const { result, busy } = head.data;
  if (busy) return { result: 'busy' };
  const { results, data } = CALLS[call];
  if (result === undefined || !results.some((one) => one === result)) return null;
  if (result === Result.notConnected) return { result, data: null };
  const read = data.safeParse(told);
  return read.success ? { result, data: read.data as z.infer<(typeof CALLS)[C]['data']> } : null;
}

/** Longer than any answer; a line that grows beyond it is dropped up to its end. */
const LONGEST_LINE = 4096;

/** Cuts a stream into lines; what it holds stays below {@link LONGEST_LINE}. */
export class LineCutter {
  #held = Buffer.alloc(0);
  #dropping = false;

  get held(): number {
    return this.#held.length;
  }

  push(chunk: Uint8Array): string[] {
    const lines: string[] = [];
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(0x0a, from);
      const piece = chunk.subarray(from, end < 0 ? chunk.length : end);
      if (!this.#dropping && this.#held.length + piece.length <= LONGEST_LINE)
        this.#held = Buffer.concat([this.#held, piece]);
      else {
        this.#dropping = true;
        this.#held = Buffer.alloc(0);
      }
      if (end < 0) return lines;
      if (!this.#dropping && this.#held.length > 0) lines.push(this.#held.toString('utf8').replace(/\r$/, ''));
      this.#held = Buffer.alloc(0);
      this.#dropping = false;
      from = end + 1;
    }
  }
}

const EIGHT_HOURS = 8 * 3_600_000;
/** Instant in milliseconds → local time of a camera in Asia/Shanghai. */
export const toLocal = (at: number): string => new Date(at + EIGHT_HOURS).toISOString().slice(0, 19);
/** Local time of a camera → instant in milliseconds; null where it is no moment. */
export function fromLocal(local: string): number | null {
  const at = Date.parse(`${local}Z`);
  return Number.isNaN(at) ? null : at - EIGHT_HOURS;
}
