import { fontFile } from './fonts.ts';

/** Papers are laid out in a world of their own: this origin exists nowhere, only `/` and `/fonts/` answer. */
export const PAPER_ORIGIN = 'http://paper.invalid';

/** Nothing runs in a paper, and nothing is loaded but our fonts and pictures written into the HTML. */
const PAPER_POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/** What the layout browser gets for this address while it lays out `html`; null = refused. */
export async function paperAnswer(
  address: string,
  html: string,
  modules: string,
): Promise<{ status: number; headers: Record<string, string>; body: Uint8Array } | null> {
  if (!address.startsWith(`${PAPER_ORIGIN}/`)) return null;
  const path = address.slice(PAPER_ORIGIN.length);
  if (path === '/') {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': PAPER_POLICY };
    return { status: 200, headers, body: Buffer.from(html) };
  }
  const font = await fontFile(modules, path);
  return font && { status: 200, headers: { 'content-type': font.mediaType }, body: font.content };
}

/**
 * Waits until every glyph can be drawn. Text that only exists in print (page numbers in `@page` margin boxes) never
 * asks for its slice of the font on the screen, so the slices for all words in the page and its styles are asked for.
 * The page's policy forbids its own scripts, not this one.
 */
export const PAPER_READY = `(async () => {
  const words = document.documentElement.textContent + '0123456789';
  await Promise.all([400, 700].map((weight) => document.fonts.load(weight + ' 16px "Noto Serif SC"', words)));
  await document.fonts.ready;
})()`;
