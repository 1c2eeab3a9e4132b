/**
 * Characters that have no code in Unicode: private use (GB 18030-2000 and police systems put names there), half a
 * surrogate pair, the replacement character. Neither screen nor paper can be trusted to show them.
 */
export const RARE_CHARACTERS = /[\u{E000}-\u{F8FF}\u{F0000}-\u{10FFFD}\uFFFD\p{Cs}]/gu;

export const hasRareCharacter = (text: string): boolean => text.search(RARE_CHARACTERS) >= 0;
