import { pinyin } from 'pinyin-pro';
import { type PowerItem, powerItems } from './items.ts';

const initials = (text: string): string =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' }).join('').toLowerCase();

const entries = powerItems.map((item) => ({
  item,
  words: [item.name, item.cause, ...item.keywords],
  wordInitials: [item.name, item.cause, ...item.keywords].map(initials),
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
  }
  if (entry.item.code.toLowerCase().startsWith(word)) return 30;
  return entry.rest.includes(word) ? 20 : 0;
}

/**
 * Items whose code, name, cause, keywords, statute or pinyin initials contain every word of the query, best first.
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
