import type { z } from 'zod';
import { type HeadReceipt, sequenceTrouble, trouble } from '../../../preload/contract/county.ts';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import type { ClockComparison } from '../../../preload/contract/values.ts';
import { compareClocks, type PcTime } from './clock-comparison.ts';

/** One question to the county. */
interface Question<S extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly answer: S;
  readonly token?: string;
  readonly body?: unknown;
  readonly etag?: string;
}

/** The county waits for another number than the one sent (HTTP 409). */
export class SequenceConflict extends Error {
  override readonly name = 'SequenceConflict';
  readonly next: number;
  readonly receipt: HeadReceipt | null;
  readonly sentence: string;
  /** A fork: the county holds another action under the same number. */
  readonly fork: boolean;

  constructor(answer: z.infer<typeof sequenceTrouble>) {
    super(answer.code);
    this.next = answer.next;
    this.receipt = answer.receipt;
    this.sentence = answer.message;
    this.fork = answer.code !== 'CNTY-310';
  }
}

export interface CountyClient {
  /** The checked answer, or `undefined` for 304 and 404. Refuses with SYNC-2xx and SYNC-3xx. */
  ask<S extends z.ZodType>(question: Question<S>): Promise<z.output<S> | undefined>;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function garbage(path: string, cause?: unknown): never {
  refuse('SYNC-302', '县级平台的回答看不懂，待传数据都在本机；会自动重试，持续出现请联系县级管理员。', {
    detail: { path },
    cause,
  });
}

/** Turns every answer that is not a success into a refusal with a sentence. */
function refused(path: string, status: number, body: unknown): never {
  if (status >= 500) {
    refuse('SYNC-301', `县级平台出错（${status}），待传数据都在本机，稍后自动重试。`, { detail: { path, status } });
  }
  const sequence = sequenceTrouble.safeParse(body);
  if (status === 409 && sequence.success) throw new SequenceConflict(sequence.data);
  const said = trouble.safeParse(body);
  if (!said.success) garbage(path);
  const { code, message } = said.data;
  if (status === 401) {
    refuse('SYNC-304', '县级平台不再承认本席位的令牌，待传数据都在本机；请向县级管理员要新的接入码，重新接入。', {
      detail: { path, code },
    });
  }
  refuse('SYNC-303', `县级平台拒收：${message}（${code}）待传数据都在本机。`, { detail: { path, status, code } });
}

/**
 * Speaks to one county over HTTP: no redirects, every call with a time limit, every answer checked by its schema.
 * @param stopping ends calls that are under way when the office closes.
 * @param compared hears how the PC's clock stands beside the county's, of each answer that is the county's own
 */
export function createCountyClient(
  url: string,
  timeoutMs: number,
  stopping: AbortSignal,
  time: PcTime,
  compared: (found: ClockComparison) => void = () => undefined,
): CountyClient {
  return {
    async ask({ method, path, answer, token, body, etag }) {
      let status: number;
      let text: string;
      const limit = AbortSignal.timeout(timeoutMs);
      const asked = time.now();
      let found: ClockComparison | null;
      try {
        const response = await fetch(new URL(path, url), {
          method,
          redirect: 'error',
          headers: {
            accept: 'application/json',
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...(etag !== undefined && { 'if-none-match': etag }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.any([limit, stopping]),
        });
        status = response.status;
        // What was kept somewhere on the way has an old time.
        const date = response.headers.has('age') ? null : response.headers.get('date');
        found = compareClocks(date, asked, time.now());
        text = await response.text();
      } catch (cause) {
        if (limit.aborted) {
          throw new Refusal('SYNC-202', '县级平台迟迟不回答，待传数据都在本机，稍后自动重试。', { cause });
        }
        throw new Refusal('SYNC-201', '连不上县级平台或中途断线，待传数据都在本机，网络恢复后自动续传。', { cause });
      }
      const known = () => {
        if (found !== null) compared(found);
      };
      if (status === 304) {
        known();
        return undefined;
      }
      const parsed = json(text);
      if (status === 404 && trouble.safeParse(parsed).success) return undefined;
      if (status < 200 || status > 299) refused(path, status, parsed);
      const checked = answer.safeParse(parsed);
      if (!checked.success) return garbage(path, checked.error);
      known();
      return checked.data;
    },
  };
}
