import iconv from 'iconv-lite';
import { prefixOf } from '../../../preload/contract/symbology.ts';

/** One code as a person would read it. */
export interface Scan {
  readonly text: string;
  /** The kind of code in words, when the scanner says it. */
  readonly symbology: string | null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Printed codes hold no control characters, but GS (0x1D) between the fields of a GS1 code. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what is looked for.
const UNPRINTABLE = /[\u0000-\u001c\u001e\u001f\u007f-\u009f\ufffd]/;

/** A line of a scanner as text: UTF-8, and what is not UTF-8 as GB18030; null when it is neither (hardware.md §6). */
export function decodeScan(line: Buffer): Scan | null {
  const { symbology, length, encoding, doubledBackslash } = prefixOf(line.toString('latin1', 0, 10));
  const content = line.subarray(length);
  const read = encoding === 'gb18030' ? asGb18030(content) : (asUtf8(content) ?? asGb18030(content));
  const text = (doubledBackslash ? read?.replaceAll('\\\\', '\\') : read)?.trim();
  if (text === undefined || text === '' || UNPRINTABLE.test(text)) return null;
  return { text, symbology };
}

function asUtf8(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Only what comes out as the same bytes again is GB18030. */
function asGb18030(bytes: Buffer): string | undefined {
  const text = iconv.decode(bytes, 'gb18030');
  return iconv.encode(text, 'gb18030').equals(bytes) ? text : undefined;
}
