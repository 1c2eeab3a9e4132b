import type { PrinterStatus } from '../../../preload/contract/devices.ts';

/** Bytes that a printer sends back, told apart by their fixed bits. hardware.md §3.3. */
export type Answer =
  /** To DLE EOT n; which n is known only to the one who asked. */
  | { readonly kind: 'realtime'; readonly byte: number }
  /** Unasked, after GS a. */
  | { readonly kind: 'auto'; readonly bytes: readonly [number, number, number, number] }
  /** To GS r: all that was sent before it has been consumed. */
  | { readonly kind: 'sensor'; readonly byte: number }
  /** To GS I: maker, model … */
  | { readonly kind: 'text'; readonly text: string }
  /** No printer says this. */
  | { readonly kind: 'foreign'; readonly byte: number };

const TEXT_LIMIT = 80;
const isFlowControl = (byte: number) => byte === 0x11 || byte === 0x13;

/** Cuts the stream from a printer into answers. */
export class AnswerParser {
  #auto: number[] = [];
  #text: number[] | null = null;

  push(chunk: Uint8Array): Answer[] {
    const answers: Answer[] = [];
    for (const byte of chunk) {
      const answer = this.#byte(byte);
      if (answer) answers.push(answer);
    }
    return answers;
  }

  #byte(byte: number): Answer | null {
    if (this.#text) return this.#textByte(this.#text, byte);
    if (this.#auto.length > 0) return this.#autoByte(byte);
    if (isFlowControl(byte)) return null;
    if (byte === 0x5f) {
      this.#text = [];
      return null;
    }
    if ((byte & 0x93) === 0x12) return { kind: 'realtime', byte };
    if ((byte & 0x93) === 0x10) {
      this.#auto = [byte];
      return null;
    }
    return (byte & 0x90) === 0 ? { kind: 'sensor', byte } : { kind: 'foreign', byte };
  }

  #textByte(text: number[], byte: number): Answer | null {
    if (byte !== 0 && text.length < TEXT_LIMIT) {
      text.push(byte);
      return null;
    }
    this.#text = null;
    return { kind: 'text', text: Buffer.from(text).toString('latin1') };
  }

  #autoByte(byte: number): Answer | null {
    const [first = 0, second = 0, third = 0] = this.#auto;
    if ((byte & 0x90) !== 0) {
      // Not the rest of an automatic status: the first byte was something else.
      this.#auto = [];
      return { kind: 'foreign', byte: first };
    }
    if (this.#auto.length < 3) {
      this.#auto.push(byte);
      return null;
    }
    this.#auto = [];
    return { kind: 'auto', bytes: [first, second, third, byte] };
  }
}

export const askRealtime = (n: 1 | 2 | 3 | 4): Uint8Array => Uint8Array.of(0x10, 0x04, n);
/** GS a 255: from now on the printer reports paper, cover and faults by itself (automatic status back). */
export const ASK_AUTO_STATUS = Uint8Array.of(0x1d, 0x61, 0xff);
/** GS r 1: answered in order, so the answer proves that the job before it was consumed. */
export const ASK_CONSUMED = Uint8Array.of(0x1d, 0x72, 0x01);
/** GS I 66, 67: maker and model as text. */
export const ASK_MAKER = Uint8Array.of(0x1d, 0x49, 0x42);
export const ASK_MODEL = Uint8Array.of(0x1d, 0x49, 0x43);

/** The answers to DLE EOT 1–4; a missing one means that this model does not know the question. */
export interface Realtime {
  readonly printer?: number;
  readonly offline?: number;
  readonly error?: number;
  readonly paper?: number;
}
export type Condition = Pick<PrinterStatus, 'online' | 'cover' | 'paper' | 'fault'>;

const has = (byte: number | undefined, bit: number) => byte !== undefined && (byte & (1 << bit)) !== 0;

function faultOf(error: number | undefined): Condition['fault'] {
  if (error === undefined) return 'unknown';
  if (has(error, 5)) return 'unrecoverable';
  if (has(error, 3)) return 'cutter';
  if (has(error, 2)) return 'mechanical';
  return has(error, 6) ? 'hot' : 'none';
}

function paperOf({ offline, paper }: Realtime): Condition['paper'] {
  if (has(paper, 5) || has(paper, 6) || has(offline, 5)) return 'out';
  if (has(paper, 2) || has(paper, 3)) return 'near-end';
  return paper === undefined ? 'unknown' : 'ok';
}

/** What DLE EOT 1–4 say together. */
export function readRealtime(answers: Realtime): Condition {
  const cover = answers.offline === undefined ? 'unknown' : has(answers.offline, 2) ? 'open' : 'closed';
  return { online: !has(answers.printer, 3), cover, paper: paperOf(answers), fault: faultOf(answers.error) };
}

/** What one automatic status says. */
export function readAuto([first, second, third]: readonly [number, number, number, number]): Condition {
  const out = has(third, 2) || has(third, 3);
  const nearEnd = has(third, 0) || has(third, 1);
  const fault = has(second, 5)
    ? 'unrecoverable'
    : has(second, 3)
      ? 'cutter'
      : has(second, 2)
        ? 'mechanical'
        : has(second, 6)
          ? 'hot'
          : 'none';
  return {
    online: !has(first, 3),
    cover: has(first, 5) ? 'open' : 'closed',
    paper: out ? 'out' : nearEnd ? 'near-end' : 'ok',
    fault,
  };
}
