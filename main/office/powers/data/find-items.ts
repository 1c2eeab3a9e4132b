import { pinyin } from 'pinyin-pro';
import { type PowerItem, powerItems } from './items.ts';

const inLetters = (text: string, pattern: 'first' | 'pinyin'): string[] =>
  pinyin(text, { pattern, toneType: 'none', type: 'array', nonZh: 'removed', v: true }).map((one) => one.toLowerCase());

/** Whether the letters are the pinyin of a run of characters; the last one may be unfinished: zhandao, zhand. */
function spells(syllables: readonly string[], letters: string): boolean {
  return syllables.some((_, at) => syllables.slice(at).join('').startsWith(letters));
}

const entries = powerItems.map((item) => ({
  item,
  words: [item.name, item.cause, ...item.keywords],
  wordInitials: [item.name, item.cause, ...item.keywords].map((text) => inLetters(text, 'first').join('')),
  wordSyllables: [item.name, item.cause, ...item.keywords].map((text) => inLetters(text, 'pinyin')),
  rest: [item.domain, ...item.statutes.map(({ law, article }) => law + article)].join(' '),
}));

/** How well one word fits; 0 when it does not. */
function score(entry: (typeof entries)[number], word: string): number {
  if (entry.item.code.toLowerCase() === word) return 100;
  if (entry.words.some((text) => text === word)) return 90;
  if (entry.words.some((text) => text.startsWith(word))) return 80;
  if (entry.words.some((text) => text.includes(word))) return 70;
  if (/^[a-z]{2,}$/.test(word)) {
    if (entry.wordInitials.some((text) => text === word)) return 60;
    if (entry.wordInitials.some((text) => text.startsWith(word))) return 50;
    if (entry.wordInitials.some((text) => text.includes(word))) return 40;
    if (entry.wordSyllables.some((syllables) => spells(syllables, word))) return 35;
  }
  if (entry.item.code.toLowerCase().startsWith(word)) return 30;
  return entry.rest.includes(word) ? 20 : 0;
}

/**
 * Items whose code, name, cause, keywords, statute, pinyin or pinyin initials contain every word of the query, best first.
 * An empty query gives all items in order of their codes.
 */
export function findItems(query: string): readonly PowerItem[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .map((entry) => ({ item: entry.item, scores: words.map((word) => score(entry, word)) }))
    .filter(({ scores }) => scores.every((value) => value > 0))
    .map(({ item, scores }) => ({ item, total: scores.reduce((sum, value) => sum + value, 0) }))
    .sort((a, b) => b.total - a.total || a.item.code.localeCompare(b.item.code))
    .map(({ item }) => item);
}
