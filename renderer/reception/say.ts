/** What a call says and shows: `{num}` and `{window}` of the words of this desk. */
export function callWords(words: string, call: { number: string; window: string }): string {
  return words.replaceAll('{num}', call.number).replaceAll('{window}', call.window);
}

const DIGITS = '零一二三四五六七八九';

/** A number as it is said: one digit after the other, so that 012 is not "twelve". */
export const spokenNumber = (number: string): string =>
  [...number].map((one) => DIGITS[Number.parseInt(one, 10)] ?? one).join(' ');

/** The words for the voice. */
export const spokenCall = (words: string, call: { number: string; window: string }): string =>
  callWords(words, { ...call, number: spokenNumber(call.number) });

/**
 * What the hall sees of the last calls: the newest that is still at a window, and the others. One that was passed over
 * or is done is never the one that is called.
 */
export function hallOf<C extends { readonly state: string }>(calls: readonly C[]): { now: C | undefined; before: C[] } {
  const now = calls.find(({ state }) => state === 'CALLED');
  return { now, before: calls.filter((one) => one !== now).slice(0, 4) };
}

interface Call {
  readonly id: string;
  readonly calls: number;
}

/** Calls that a display has not said yet, oldest first; what it finds when it opens is old. */
export class Unsaid<C extends Call> {
  #known: Map<string, number> | null = null;

  /** @param calls newest first */
  of(calls: readonly C[]): C[] {
    const known = this.#known;
    this.#known = new Map(calls.map(({ id, calls: times }) => [id, times]));
    if (known === null) return [];
    return calls.filter(({ id, calls: times }) => times > (known.get(id) ?? 0)).toReversed();
  }
}
