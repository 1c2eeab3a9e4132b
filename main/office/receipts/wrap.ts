/** Signs that may not begin a line; they go down together with the character before them. */
const NOT_FIRST = /^[，。、：；！？）》」』】〉”’…,.:;!?)\]}]/u;
/** Signs that may not end a line. */
const NOT_LAST = /[（《「『【〈“‘([{]$/u;

/** Columns that a text takes: one for ASCII, two for everything else. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += character.charCodeAt(0) < 0x80 ? 1 : 2;
  return columns;
}

/** Units that stay together: runs of ASCII (numbers, codes), single Chinese characters, signs with their neighbour. */
function units(text: string, columns: number): string[] {
  const joined: string[] = [];
  for (const part of text.match(/[!-~]+|[\s\S]/gu) ?? []) {
    const before = joined.at(-1);
    const sticks = before !== undefined && (NOT_FIRST.test(part) || NOT_LAST.test(before));
    if (sticks && columnsOf(before + part) <= columns) joined[joined.length - 1] = before + part;
    else joined.push(part);
  }
  return joined;
}

/**
 * Breaks a text into lines of at most `columns` columns. Never splits a double-width character; a run longer than the
 * line (a code, a chain of signs) is broken where the line is full.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const unit of units(paragraph, columns)) {
      if (columnsOf(line + unit) <= columns) {
        line += unit;
        continue;
      }
      if (columnsOf(unit) <= columns) {
        lines.push(line.trimEnd());
        line = unit.trimStart();
        continue;
      }
      for (const character of unit) {
        if (columnsOf(line + character) > columns) {
          lines.push(line);
          line = '';
        }
        line += character;
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}
