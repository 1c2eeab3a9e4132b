import iconv from 'iconv-lite';
import type { QueueCall } from '../../../preload/contract/queue-display.ts';
import { encodeCall } from './encode.ts';
import type { Board, Token } from './template.ts';

const NUMBER = /^[A-Z]?\d{1,6}/;

/** Bytes of the character that begins here; GB18030 has one, two and four. */
function characterLength(bytes: Buffer, at: number): number {
  if ((bytes[at] ?? 0) < 0x81) return 1;
  const second = bytes[at + 1] ?? 0;
  return second >= 0x30 && second <= 0x39 ? 4 : 2;
}

/** Bytes that tokens stand for, where none of them is a text. */
function fixedLength(tokens: readonly Token[]): number {
  const lengths = tokens.map((token) => {
    if (token.kind === 'value') return 0;
    return token.kind === 'bytes' ? token.bytes.length : token.raw ? 1 : 2;
  });
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** Where the text that begins at `at` ends: before the next fixed bytes, at a character. -1 = nowhere. */
function endOfText(bytes: Buffer, at: number, rest: readonly Token[]): number {
  const [next] = rest;
  // A checksum looks like any other bytes; only the end of the message says where it is.
  if (next?.kind === 'checksum')
    return rest.some(({ kind }) => kind === 'value') ? -1 : bytes.length - fixedLength(rest);
  if (next?.kind === 'value') {
    const number = NUMBER.exec(bytes.toString('latin1', at, at + 7))?.[0];
    return number === undefined ? -1 : at + number.length;
  }
  if (next === undefined) return -1;
  for (let end = at; end < bytes.length; end += characterLength(bytes, end)) {
    if (bytes.subarray(end).indexOf(next.bytes) === 0) return end;
  }
  return -1;
}

/**
 * One message as a board understands it; null for anything but exactly what this template writes. A board simulator
 * needs it; messages of two texts without fixed bytes between them cannot be told apart.
 */
export function decodeCall(board: Board, bytes: Buffer): QueueCall | null {
  const { tokens } = board;
  const words = { num: '', window: '', text: '' };
  let at = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'value') {
      const end = endOfText(bytes, at, tokens.slice(i + 1));
      if (end < at || end > bytes.length) return null;
      words[token.name] = iconv.decode(bytes.subarray(at, end), 'gb18030');
      at = end;
    } else at += fixedLength([token]);
  }
  const call = { number: words.num, window: words.window, text: words.text };
  const known = NUMBER.exec(call.number)?.[0] === call.number;
  return known && encodeCall(board, call).equals(bytes) ? call : null;
}
