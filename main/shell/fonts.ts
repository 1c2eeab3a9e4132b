import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const WEIGHTS = [400, 700];

/**
 * The official-paper typeface that ships with the program: `/fonts/noto-serif-sc.css` and the slices it names.
 * Returns null for any other path. `modules` is the folder of installed packages.
 */
export async function fontFile(
  modules: string,
  path: string,
): Promise<{ mediaType: string; content: Uint8Array } | null> {
  const family = join(modules, '@fontsource/noto-serif-sc');
  if (path === '/fonts/noto-serif-sc.css') {
    const sheets = await Promise.all(WEIGHTS.map((weight) => readFile(join(family, `${weight}.css`), 'utf8')));
    // Chromium reads woff2; the older format beside it would only be fetched by browsers that we never meet.
    const css = sheets.join('\n').replaceAll(/url\(\.\/(files\/[\w-]+\.woff2)\)[^;]*;/g, 'url(/fonts/$1);');
    return { mediaType: 'text/css; charset=utf-8', content: Buffer.from(css) };
  }
  const name = /^\/fonts\/files\/(noto-serif-sc-[a-z0-9-]+-(?:400|700)-normal\.woff2)$/.exec(path)?.[1];
  if (name === undefined) return null;
  try {
    return { mediaType: 'font/woff2', content: await readFile(join(family, 'files', name)) };
  } catch {
    return null;
  }
}
