import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { Refusal } from '../../preload/contract/refusal.ts';
import type { HandedFile } from '../../preload/contract/shell.ts';
import { fontFile } from './fonts.ts';

/** The window may load from its own origin only; antd writes its styles into the page, so styles may be inline. */
const WINDOW_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "frame-src 'self' blob:",
  "object-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

const COMMON_HEADERS = {
  'content-security-policy': WINDOW_POLICY,
  // The document camera, for our own pages; nothing else that a page could ask for.
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const MEDIA_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Types that a window shows itself; anything else is only ever saved, so that no stored file runs as a page. */
const SHOWN = /^(application\/pdf|image\/(png|jpeg|webp|gif|bmp)|video\/[\w.-]+|audio\/[\w.-]+)$/;

interface PageSources {
  /** The built renderer (out/renderer). */
  readonly renderer: string;
  /** node_modules. */
  readonly modules: string;
  file(asked: { sha256: string; ticket: string }): Promise<HandedFile>;
}

/**
 * Answers every request of a window in both shells: the built screens (known paths only), fonts, stored files by
 * ticket with byte ranges. A path without an extension is a screen of the router and gets index.html.
 */
export async function pages(from: PageSources): Promise<(request: Request) => Promise<Response>> {
  const known = await builtFiles(from.renderer);
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'SHELL-031 只接受读取。');
    const url = new URL(request.url);
    const path = url.pathname;
    const stored = /^\/file\/([0-9a-f]{64})$/.exec(path)?.[1];
    if (stored !== undefined) return storedFile(from, stored, url, request);
    if (path.startsWith('/fonts/')) {
      const font = await fontFile(from.modules, path);
      return font === null ? missing() : answer(font.content, font.mediaType, 'public, max-age=31536000, immutable');
    }
    const file = known.get(extname(path) === '' ? '/index.html' : path);
    if (file === undefined) return missing();
    const mediaType = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
    const hashed = path.startsWith('/assets/');
    return answer(await readFile(file), mediaType, hashed ? 'private, max-age=31536000, immutable' : 'no-store');
  };
}

async function builtFiles(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((file) => [`/${relative(root, file).split(sep).join('/')}`, file]));
}

function answer(content: Uint8Array, mediaType: string, cache: string): Response {
  return new Response(new Uint8Array(content), {
    headers: {
      ...COMMON_HEADERS,
      'content-type': mediaType,
      'content-length': String(content.byteLength),
      'cache-control': cache,
    },
  });
}

/** A short Chinese sentence as a page of its own. */
export function plain(status: number, sentence: string): Response {
  return new Response(sentence, {
    status,
    headers: { ...COMMON_HEADERS, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function missing(): Response {
  return plain(404, 'SHELL-030 没有这个页面。');
}

async function storedFile(from: PageSources, sha256: string, url: URL, request: Request): Promise<Response> {
  let handed: HandedFile;
  try {
    handed = await from.file({ sha256, ticket: url.searchParams.get('ticket') ?? '' });
  } catch (error) {
    if (error instanceof Refusal) return plain(403, `${error.code} ${error.message}`);
    return plain(403, 'SHELL-020 没有这份文件的查看凭据，请从页面上重新打开。');
  }
  const { content, mediaType } = handed;
  const range = byteRange(request.headers.get('range'), content.size);
  const headers = new Headers({
    ...COMMON_HEADERS,
    // The viewer of a PDF brings its own scripts; the file itself can load nothing.
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'",
    'content-type': mediaType,
    'content-disposition': `${shown(mediaType, url)}; filename*=UTF-8''${encodeURIComponent(handed.name)}`,
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
  });
  if (range === 'outside') {
    headers.set('content-range', `bytes */${content.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: content.size - 1 };
  headers.set('content-length', String(end - start + 1));
  if (range) headers.set('content-range', `bytes ${start}-${end}/${content.size}`);
  const body = request.method === 'HEAD' || content.size === 0 ? null : bodyOf(content, start, end);
  return new Response(body, { status: range ? 206 : 200, headers });
}

function shown(mediaType: string, url: URL): 'inline' | 'attachment' {
  return SHOWN.test(mediaType) && !url.searchParams.has('save') ? 'inline' : 'attachment';
}

function bodyOf(content: HandedFile['content'], start: number, end: number): BodyInit {
  if (content instanceof Blob) return content.slice(start, end + 1);
  return Readable.toWeb(createReadStream(content.path, { start, end })) as ReadableStream<Uint8Array>;
}

/** RFC 9110 §14.2, one range; several ranges or another unit are ignored, as the standard allows. */
function byteRange(header: string | null, size: number): { start: number; end: number } | 'outside' | null {
  const found = header === null ? null : /^bytes=(\d*)-(\d*)$/.exec(header);
  if (!found || (found[1] === '' && found[2] === '')) return null;
  const [, from = '', to = ''] = found;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? 'outside' : { start, end };
}
