/** What stands in a log where a citizen number stood. */
const MASK = '[证件号已隐去]';

/**
 * A run of 15 digits or more, or an 18-character number with X, also when written in groups (6-8-4, 6-6-3).
 * Wider than the citizen number itself on purpose: bank cards and mistyped numbers have no place in a log either.
 */
const NUMBERS = /\d{15,}[Xx]?|\d{6}[ -]\d{8}[ -]?\d{3}[\dXx]|\d{14}[ -]\d{3}[\dXx]|\d{6}[ -]\d{6}[ -]?\d{3}/g;

/** Masks every citizen number in a text; full-width digits count too. */
export function redact(text: string): string {
  const plain = /[０-９Ｘｘ]/.test(text) ? text.normalize('NFKC') : text;
  return plain.replace(NUMBERS, MASK);
}

/** Masks a finished JSON log line, wherever in it a number stands: message, key, value, error stack. */
export function redactLine(line: string): string {
  if (redact(line) === line) return line;
  try {
    return `${JSON.stringify(masked(JSON.parse(line)))}\n`;
  } catch {
    return redact(line);
  }
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'number') return redact(String(value)) === String(value) ? value : MASK;
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [redact(key), masked(part)]));
}
