import { formatInstant } from '../frame/format.ts';

/** What a phrase of the item can be filled with. */
export interface FactValues {
  readonly at: string | null;
  readonly place: string;
  readonly party: string;
}

/** UTC instant → 2026年11月20日14时05分, as papers write it. */
export function paperTime(at: string): string {
  const [day = '', time = ''] = formatInstant(at).split(' ');
  const [year, month, date] = day.split('-').map(Number);
  const [hour, minute] = time.split(':');
  return `${year}年${month}月${date}日${Number(hour)}时${minute}分`;
}

const words = (values: FactValues): Readonly<Record<string, string>> => ({
  '{时间}': values.at ? paperTime(values.at) : '',
  '{地点}': values.place,
  '{当事人}': values.party,
});
const segments = (phrase: string) => phrase.split(/(\{[^{}]{1,8}\})/).filter((segment) => segment !== '');
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const isBlank = (segment: string) => segment.startsWith('{') && segment.endsWith('}');

/** Fills {时间}{地点}{当事人}; what is not known yet stays as the placeholder so that it is seen. */
export function fillPhrase(phrase: string, values: FactValues): string {
  const known = words(values);
  return segments(phrase)
    .map((segment) => known[segment] || segment)
    .join('');
}

/** Placeholders that still stand in the text. */
export function openPlaceholders(text: string): string[] {
  return [...new Set(text.match(/\{[^{}]{1,8}\}/g) ?? [])];
}

/**
 * The facts after a value changed: sentences that came from phrases follow the values, and what a person put into
 * their other blanks ({物品}, {面积} …) stays. Sentences that a person wrote or rewrote are left alone.
 */
export function refill(facts: string, phrases: readonly string[], before: FactValues, after: FactValues): string {
  const [was, is] = [words(before), words(after)];
  return phrases.reduce((text, phrase) => {
    const parts = segments(phrase);
    const blanks = parts.filter((part) => isBlank(part) && !was[part]);
    const trace = parts.map((part) => (blanks.includes(part) ? '(.{0,60}?)' : escaped(was[part] || part)));
    return text.replace(new RegExp(trace.join('')), (_sentence, ...found: string[]) => {
      let blank = 0;
      return parts
        .map((part) => {
          if (!isBlank(part)) return part;
          const stood = was[part] || found[blank++] || part;
          return stood === part || was[part] ? is[part] || part : stood;
        })
        .join('');
    });
  }, facts);
}
