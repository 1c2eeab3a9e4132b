/** HTML that is known to be safe: made by {@link html} only, so that every value on a paper has been escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Value = string | number | Markup | readonly Markup[] | null | undefined | false;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Characters that no paper can show: C0/C1 controls, bidirectional overrides, lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what is taken out
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text as it may stand in an element or a quoted attribute. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(UNPRINTABLE, '')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

function show(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map((part) => part.text).join('');
  return escapeText(String(value));
}

/** Template tag: escapes everything put into it except other {@link Markup}. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.reduce((text, part, i) => text + show(values[i - 1]) + part));
}
