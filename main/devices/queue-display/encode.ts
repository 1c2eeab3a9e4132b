import iconv from 'iconv-lite';
import type { DisplayTemplate, QueueCall } from '../../../preload/contract/queue-display.ts';
import type { Board } from './template.ts';

/** XOR of all bytes, or the low byte of their sum. */
export function checksumOf(bytes: Uint8Array, how: 'xor' | 'sum'): number {
  return bytes.reduce((sum, byte) => (how === 'xor' ? sum ^ byte : (sum + byte) & 0xff), 0);
}

/** Words as a board can take them: nothing that it could take for a command or a line end. */
export function plainFor(text: string, encoding: DisplayTemplate['encoding']): string {
  const spaced = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]+/gu, ' ');
  return (encoding === 'ascii' ? spaced.replace(/[^ -~]+/g, '') : spaced).trim();
}

/** The bytes of one call. */
export function encodeCall(board: Board, call: QueueCall): Buffer {
  const words = { num: call.number, window: call.window, text: call.text };
  let bytes = Buffer.alloc(0);
  for (const token of board.tokens) {
    if (token.kind === 'bytes') bytes = Buffer.concat([bytes, token.bytes]);
    else if (token.kind === 'value')
      bytes = Buffer.concat([bytes, iconv.encode(plainFor(words[token.name], board.encoding), 'gb18030')]);
    else {
      const sum = board.checksum === 'none' ? 0 : checksumOf(bytes, board.checksum);
      const digits = sum.toString(16).toUpperCase().padStart(2, '0');
      bytes = Buffer.concat([bytes, token.raw ? Buffer.of(sum) : Buffer.from(digits)]);
    }
  }
  return bytes;
}
