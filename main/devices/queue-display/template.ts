import type { DisplayTemplate } from '../../../preload/contract/queue-display.ts';
import { refuse } from '../../../preload/contract/refusal.ts';

export const VALUES = ['num', 'window', 'text'] as const;
type Value = (typeof VALUES)[number];

/** A template taken apart: bytes as they are, places of the call, and the checksum as hex digits or as one byte. */
export type Token =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'value'; readonly name: Value }
  | { readonly kind: 'checksum'; readonly raw: boolean };

/** A template ready for use. */
export interface Board extends Omit<DisplayTemplate, 'template'> {
  readonly tokens: readonly Token[];
}

const PART =
  /\{(?<name>num|window|text|cs|csb)\}|\\x(?<hex>[0-9a-fA-F]{2})|\\(?<escape>[rnt\\])|(?<plain>[ -[\]-z|~])/y;
const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };

function tokenOf(groups: Record<string, string | undefined>): Token {
  const { name, hex, escape: escaped, plain } = groups;
  if (hex !== undefined) return { kind: 'bytes', bytes: Buffer.from(hex, 'hex') };
  if (name === 'cs' || name === 'csb') return { kind: 'checksum', raw: name === 'csb' };
  const value = VALUES.find((one) => one === name);
  if (value !== undefined) return { kind: 'value', name: value };
  return { kind: 'bytes', bytes: Buffer.from(ESCAPES[escaped ?? ''] ?? plain ?? '', 'latin1') };
}

/**
 * Takes a template apart, neighbouring bytes as one.
 * @throws Refusal DEV-606 for one that no board could follow
 */
export function parseTemplate({ template, checksum, encoding }: DisplayTemplate): Board {
  const tokens: Token[] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < template.length) {
    const at = PART.lastIndex;
    const found = PART.exec(template);
    if (!found?.groups)
      wrong(`第 ${at + 1} 个字符起看不懂，可用 {num}、{window}、{text}、{cs}、{csb}、\\r、\\n、\\t、\\xHH 和英文字符`);
    const token = tokenOf(found.groups);
    const last = tokens.at(-1);
    if (token.kind === 'bytes' && last?.kind === 'bytes')
      tokens[tokens.length - 1] = { kind: 'bytes', bytes: Buffer.concat([last.bytes, token.bytes]) };
    else tokens.push(token);
  }
  const checksums = tokens.filter(({ kind }) => kind === 'checksum').length;
  if (!tokens.some((token) => token.kind === 'value' && token.name === 'num')) wrong('缺少号码 {num}');
  if (checksum === 'none' && checksums > 0) wrong('写了校验 {cs} 或 {csb}，请把校验方式选成异或或累加');
  if (checksum !== 'none' && checksums !== 1)
    wrong('选了校验，请在模板里写一次 {cs}（两位十六进制）或 {csb}（一个字节）');
  if (tokens.at(-1)?.kind === 'value') wrong('要以结束符结尾，如 \\r\\n，否则叫号屏不知道一条到哪里为止');
  return { tokens, checksum, encoding };
}

function wrong(why: string): never {
  return refuse('DEV-606', `叫号屏模板不对：${why}。设置没有改动。`, { field: 'displayTemplate' });
}
