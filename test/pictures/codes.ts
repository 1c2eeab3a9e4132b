/**
 * Every code that a user can meet, with its sentence, as the sources say it. `node test/pictures/codes.ts` writes the
 * list into docs/manual/90-提示代码.md below its mark; a test fails while the manual misses one.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

const ROOT = join(import.meta.dirname, '../..');
export const CODES_CHAPTER = join(ROOT, 'docs/manual/90-提示代码.md');
const MARK = '<!-- 以下由 test/pictures/codes.ts 从源码生成 -->';
const CODE = /^[A-Z]{2,6}-\d{3}$/;
const CHINESE = /[\u4e00-\u9fff]/;

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;

/** What a string or template says; what is put in at run time becomes …. */
function textOf(node: unknown): string {
  if (!isNode(node)) return '';
  switch (node.type) {
    case 'StringLiteral':
      return String(node.value);
    case 'TemplateLiteral': {
      const quasis = node.quasis as { cooked?: string; raw: string }[];
      return quasis.map((one) => one.cooked ?? one.raw).join('…');
    }
    case 'BinaryExpression':
      return node.operator === '+' ? `${textOf(node.left) || '…'}${textOf(node.right) || '…'}` : '';
    case 'ConditionalExpression':
      return textOf(node.consequent) || textOf(node.alternate);
    default:
      return '';
  }
}

/** The parts that stand beside each other: arguments of a call, elements, values of an object, cases of a switch. */
function besides(node: Node): unknown[] {
  const plain = (list: unknown) =>
    (Array.isArray(list) ? list : []).map((one) =>
      isNode(one) || !one ? one : (one as { expression?: unknown }).expression,
    );
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return plain(node.arguments);
    case 'ArrayExpression':
      return plain(node.elements);
    case 'ObjectExpression':
      return (node.properties as Node[]).map((one) => one.value);
    case 'KeyValueProperty':
      return [node.key, node.value, ...(isNode(node.value) ? besides(node.value) : [])];
    case 'SwitchCase':
      return [node.test, ...(node.consequent as Node[]).flatMap((one) => [one.argument])];
    default:
      return [];
  }
}

/** Codes of one file with the first Chinese sentence that stands beside each, or '' where none does. */
function codesIn(source: string, tsx: boolean): Map<string, string> {
  const found = new Map<string, string>();
  const see = (code: string, sentence: string) => {
    if (!found.get(code)) found.set(code, sentence);
  };
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isNode(value)) {
      const parts = besides(value).map(textOf);
      const sentence = parts.find((part) => CHINESE.test(part)) ?? '';
      for (const part of parts) if (CODE.test(part)) see(part, sentence);
      if (value.type === 'StringLiteral') {
        const [, code, rest] = /^([A-Z]{2,6}-\d{3})(?: (.+))?$/.exec(String(value.value)) ?? [];
        if (code !== undefined) see(code, rest ?? '');
      }
    }
    for (const one of Object.values(value)) walk(one);
  };
  walk(parseSync(source, { syntax: 'typescript', tsx, target: 'es2024' }));
  return found;
}

/** Signature pads are called like codes. */
export const isModel = (code: string): boolean => code.startsWith('STU-');

/** Every code of the program, sorted. */
export function usedCodes(): [code: string, sentence: string][] {
  const all = new Map<string, string>();
  const files = globSync('{main,preload,renderer,county}/**/*.{ts,tsx}', { cwd: ROOT }).filter(
    (file) => !/\.test\.tsx?$|-in-test\.ts$|\/(testing|conformance)\//.test(file.replaceAll('\\', '/')),
  );
  for (const file of files.toSorted()) {
    for (const [code, sentence] of codesIn(readFileSync(join(ROOT, file), 'utf8'), file.endsWith('x'))) {
      if (!all.get(code)) all.set(code, sentence);
    }
  }
  return [...all].filter(([code]) => !isModel(code)).toSorted(([one], [other]) => one.localeCompare(other));
}

/** What the codes of each module are about. */
export const GROUPS: Readonly<Record<string, string>> = {
  CAL: '日历',
  CAM: '高拍仪',
  CASE: '办案规则和案件',
  CNTY: '县级平台（参考实现）的回答',
  DEMO: '演示',
  DEV: '设备',
  DOC: '文书和签名',
  EVI: '证据',
  ID: '证件号码',
  INS: '亮码检查',
  LED: '账本',
  OFF: '办公服务',
  POW: '权责清单',
  PPL: '人员、登录和权限',
  PRN: '小票打印队列',
  QUE: '排队叫号',
  SCAN: '扫码',
  SET: '设置和备份',
  SHELL: '启动、窗口和打印',
  SUB: '当事人',
  SYNC: '县级同步',
  SYS: '程序',
};

/** A sentence as a cell of a table; a part of one says so. */
function cell(sentence: string): string {
  if (sentence === '') return '（内容随现场情况而定，见上表）';
  return (/[。？：…]$/.test(sentence) ? sentence : `…${sentence}。`).replaceAll('|', '／').replaceAll('\n', ' ');
}

function chapter(): string {
  const groups = Map.groupBy(usedCodes(), ([code]) => code.slice(0, code.indexOf('-')));
  return [...groups]
    .map(([group, codes]) => {
      const rows = codes.map(([code, sentence]) => `| ${code} | ${cell(sentence)} |`);
      const head = `\n### ${group}：${GROUPS[group] ?? group}\n\n| 代码 | 程序说的话（… 处是当时的内容） |\n|---|---|\n`;
      return `${head}${rows.join('\n')}\n`;
    })
    .join('');
}

if (process.argv[1] === import.meta.filename) {
  const hand = readFileSync(CODES_CHAPTER, 'utf8').split(MARK)[0] ?? '';
  writeFileSync(CODES_CHAPTER, `${hand}${MARK}\n${chapter()}`);
}
