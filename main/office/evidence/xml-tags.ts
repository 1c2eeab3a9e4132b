/** A tag of an XML text, or the text before the next one. */
export type XmlPart =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

const NAME = /[\p{L}_][\p{L}\p{N}_.:-]*/uy;
const SPACE = /\s*/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** A place where the text is no XML, or XML of a kind that no camera needs. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/**
 * Reads XML 1.0 tag by tag, once from begin to end. Whatever declares something (DOCTYPE, entities of its own) is refused, so
 * that nothing grows while it is read and nothing is fetched. Whether tags close in order is for the caller.
 * @throws XmlError
 */
export function* xmlParts(text: string): Generator<XmlPart> {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const until = (end: string): string => {
    const found = text.indexOf(end, at);
    if (found < 0) throw new XmlError(`no ${end}`);
    const before = text.slice(at, found);
    at = found + end.length;
    return before;
  };
  const next = (word: string): boolean => {
    if (!text.startsWith(word, at)) return false;
    at += word.length;
    return true;
  };
  const name = (): string => take(NAME) || fail('no name');
  while (at < text.length) {
    const open = text.indexOf('<', at);
    const before = text.slice(at, open < 0 ? text.length : open);
    if (before !== '') yield { kind: 'text', text: plain(before) };
    if (open < 0) return;
    at = open + 1;
    if (next('?')) until('?>');
    else if (next('!--')) until('-->');
    else if (next('![CDATA[')) yield { kind: 'text', text: until(']]>') };
    else if (next('!')) fail('a declaration');
    else if (next('/')) {
      const closed = name();
      take(SPACE);
      if (!next('>')) fail('no end of a tag');
      yield { kind: 'close', name: closed };
    } else {
      const opened = name();
      const attributes = new Map<string, string>();
      for (;;) {
        const gap = take(SPACE);
        if (next('>')) {
          yield { kind: 'open', name: opened, attributes };
          break;
        }
        if (next('/>')) {
          yield { kind: 'open', name: opened, attributes };
          yield { kind: 'close', name: opened };
          break;
        }
        if (gap === '') fail('no end of a tag');
        const key = name();
        take(SPACE);
        if (!next('=')) fail('no value');
        take(SPACE);
        const quote = next('"') ? '"' : next("'") ? "'" : fail('no quote');
        attributes.set(key, plain(until(quote)));
      }
    }
  }
}

function fail(what: string): never {
  throw new XmlError(what);
}

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));|&/gi, (_, decimal, hex, word) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : Number.NaN;
    if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    return ENTITIES[word ?? ''] ?? fail('an unknown entity');
  });
}
