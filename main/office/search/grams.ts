import { pinyin } from 'pinyin-pro';

/** What a person types one way and a document writes another way: brackets and dashes. */
const SAME: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'〔［【〈《「{['].map((sign) => [sign, '('])),
  ...Object.fromEntries([...'〕］】〉》」}]'].map((sign) => [sign, ')'])),
  ...Object.fromEntries([...'－—–―‐‑−'].map((sign) => [sign, '-'])),
};

/**
 * A text as it is compared: width, case, brackets and spaces do not matter. Letter by letter, so that what is a part
 * of a text before is a part of it afterwards.
 */
export function fold(text: string): string {
  return [...text.toWellFormed()]
    .map((letter) => SAME[letter] ?? SAME[letter.normalize('NFKC')] ?? letter.normalize('NFKC').toLowerCase())
    .join('')
    .replace(/[\s\0]+/gu, '');
}

/** One letter as four ASCII signs, so that the index needs to know nothing of Unicode. */
const code = (letter: string): string => (letter.codePointAt(0) ?? 0).toString(36).padStart(4, '0');

/** First letters of the pinyin of a text, e.g. 张伟 → zw; as a word and as a surname where that is read differently (单, 曾). */
export function initials(text: string): string[] {
  const first = (surname: 'off' | 'head') =>
    pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed', surname })
      .join('')
      .toLowerCase();
  return [...new Set([first('off'), first('head')])];
}

/** Splits what was typed into words; each must be found. */
export function wordsOf(typed: string): string[] {
  return [...new Set(typed.split(/\s+/u).map(fold))].filter((word) => word !== '');
}

/**
 * What is stored for one field: at every letter the gram of it and the two that follow. So a part of three or more
 * letters is a phrase of grams, and a shorter one is the beginning of a gram. The grams at the end of a field are
 * short: a phrase never runs on into the next field.
 */
export function gramsOf(field: string): string {
  const codes = [...field].map(code);
  return codes.map((_, i) => codes.slice(i, i + 3).join('')).join(' ');
}

const NUMBER = /\(\d{4}\)(第?\d+号|第?\d{4,})$/u;

/** The part to look up first: of a whole document number only its end, because all numbers begin alike. */
export function rarePart(word: string): string {
  return NUMBER.exec(word)?.[1] ?? word;
}

/** The FTS5 expression that finds the fields with this part in them. */
export function matchOf(word: string): string {
  const codes = [...word].map(code);
  if (codes.length < 3) return `"${codes.join('')}" *`;
  const grams = codes.slice(2).map((last, i) => `${codes[i]}${codes[i + 1]}${last}`);
  return `"${grams.join(' ')}"`;
}
