import { withoutAim } from './aim.ts';

/** A key as the recogniser sees it; `at` in milliseconds of any steady clock. */
export interface WedgeKey {
  readonly key: string;
  readonly at: number;
  /** Ctrl, Alt or Meta is held; Shift is how capitals come. */
  readonly chord: boolean;
  /** The key is held down and repeats by itself. */
  readonly repeat: boolean;
  /** An input method is at work: the key is its, not the field's. */
  readonly composing: boolean;
}

/**
 * `first`: a burst may begin here, so this is the moment to remember the field. `code`: the burst was a scanner's and
 * this key ended it. `blocked`: it was a scanner's, but an input method took its letters.
 */
export type WedgeVerdict =
  | { readonly kind: 'first' | 'going-on' | 'typing' | 'blocked' }
  | {
      readonly kind: 'code';
      readonly text: string;
      /** The kind of code in words, when the scanner types its prefix. */
      readonly symbology: string | null;
    };

/** Scanners send a character every 1 to 30 ms; nobody types six in a row so fast (hardware.md §6). */
const LONGEST_GAP_MS = 50;
const MEAN_GAP_MS = 30;
/** A check code has eight characters; fewer than six say nothing. */
const FEWEST = 6;
const MOST = 4096;
const MODIFIERS = ['Shift', 'CapsLock', 'NumLock'];

/**
 * Tells a scanner that plays keyboard from a person. It only listens: every character goes to its field all the same,
 * so whatever a person types is where he typed it.
 */
export class WedgeRecogniser {
  #text = '';
  #count = 0;
  #composed = false;
  #firstAt = 0;
  #lastAt = 0;

  press(key: WedgeKey): WedgeVerdict {
    if (MODIFIERS.includes(key.key)) return { kind: this.#count > 0 ? 'going-on' : 'typing' };
    const fast = this.#count > 0 && key.at - this.#lastAt <= LONGEST_GAP_MS && key.at >= this.#lastAt;
    if (key.key === 'Enter' || key.key === 'Tab') return this.#ended(key, fast);
    const composed = key.composing || key.key === 'Process';
    if (key.chord || key.repeat || (!composed && [...key.key].length !== 1)) return this.#forget();
    if (!fast || composed !== this.#composed || this.#count >= MOST) this.#begin(key, composed);
    this.#count += 1;
    this.#lastAt = key.at;
    if (!composed) this.#text += key.key;
    return { kind: this.#count === 1 ? 'first' : 'going-on' };
  }

  /** The focus went elsewhere: no scanner does that in the middle of a code. */
  reset(): void {
    this.#forget();
  }

  #begin({ at }: WedgeKey, composed: boolean): void {
    this.#text = '';
    this.#count = 0;
    this.#composed = composed;
    this.#firstAt = at;
  }

  #ended(key: WedgeKey, fast: boolean): WedgeVerdict {
    const mean = this.#count > 1 ? (this.#lastAt - this.#firstAt) / (this.#count - 1) : Number.POSITIVE_INFINITY;
    const scanned = fast && !key.chord && !key.repeat && this.#count >= FEWEST && mean <= MEAN_GAP_MS;
    const code = withoutAim(this.#text);
    const composed = this.#composed;
    this.#forget();
    if (!scanned) return { kind: 'typing' };
    if (composed) return { kind: 'blocked' };
    return code.text === '' ? { kind: 'typing' } : { kind: 'code', ...code };
  }

  #forget(): WedgeVerdict {
    this.#text = '';
    this.#count = 0;
    return { kind: 'typing' };
  }
}
