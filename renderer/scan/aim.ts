import { prefixOf } from '../../preload/contract/symbology.ts';

/** What a scanner that plays keyboard typed, without the prefix that names the kind of code. */
export function withoutAim(typed: string): { text: string; symbology: string | null } {
  const { symbology, length, doubledBackslash } = prefixOf(typed);
  const rest = typed.slice(length);
  const text = (doubledBackslash ? rest.replaceAll('\\\\', '\\') : rest).trim();
  // A code of nothing but a prefix is content.
  return text === '' ? { text: typed.trim(), symbology: null } : { text, symbology };
}
