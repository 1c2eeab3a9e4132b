import { hasRareCharacter, RARE_CHARACTERS } from '../../../preload/contract/rare-characters.ts';

/** `李〔U+E863〕`: readable everywhere, and no character is lost. */
export function spelledOut(text: string): string {
  return text.replace(
    RARE_CHARACTERS,
    (rare) => `〔U+${rare.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}〕`,
  );
}

/** Private codes of GB 18030-2000, bytes FE50–FEA0, which GB 18030-2005 took into Unicode. */
const FIRST = 0xe815;
const LAST = 0xe864;
/** The six of them that decoders leave private. */
const BEYOND: Readonly<Record<string, string>> = {
  '\uE816': '\u{20087}',
  '\uE817': '\u{20089}',
  '\uE818': '\u{200CC}',
  '\uE831': '\u{215D7}',
  '\uE83B': '\u{2298F}',
  '\uE855': '\u{241FE}',
};
const decoder = new TextDecoder('gb18030');

function today(rare: string): string {
  const code = rare.charCodeAt(0);
  if (code < FIRST || code > LAST) return rare;
  const at = code - FIRST;
  // The trail byte skips 7F.
  return BEYOND[rare] ?? decoder.decode(Uint8Array.of(0xfe, at < 47 ? 0x50 + at : 0x51 + at));
}

/** What the text most likely says in today's Unicode, for a person to confirm; `''` when that is not known for all of it. */
export function likely(text: string): string {
  const corrected = text.replace(RARE_CHARACTERS, today);
  return hasRareCharacter(corrected) ? '' : corrected;
}
