import { parseArgs } from 'node:util';
import { Refusal, refuse } from '../../../preload/contract/refusal.ts';
import { openReader } from './connection.ts';
import { explained } from './engine-errors.ts';
import {
  backup,
  keptBy,
  replay,
  restore,
  secretIn,
  stats,
  unlockDemo,
  unlockWithPassphrase,
  unlockWithRecoveryCode,
  verify,
} from './index.ts';
import { fileOf } from './open.ts';
import { readView } from './statements.ts';

const USAGE = `用法：npm run ledger -- 命令 --data 文件夹 [--passphrase-file 文件 | --recovery-file 文件]
  verify              重算两条链、全部内容、文件和录像，并与锚点核对；有错时退出码为 1
  replay              由账本重建各表并逐行比较；有差别时退出码为 1
  stats               账本概况（JSON）
  backup --to 文件    备份为一个文件
  restore --from 文件 恢复到空文件夹（--data），以新席位继续
`;

/** Secrets come from files: never from arguments or the environment, which other programs can see. */
interface Options {
  readonly data?: string | undefined;
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly 'passphrase-file'?: string | undefined;
  readonly 'recovery-file'?: string | undefined;
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const clock = () => new Date();

async function run(command: string | undefined, options: Options): Promise<number> {
  const dir = options.data ?? usage('缺少 --data 文件夹。');
  switch (command) {
    case 'verify':
      return runVerify(dir, await unlock(dir, options));
    case 'replay':
      return runReplay(dir, await unlock(dir, options));
    case 'stats':
      say(JSON.stringify(stats({ dir, dataKey: await unlock(dir, options) }), null, 2));
      return 0;
    case 'backup':
      return runBackup(dir, await unlock(dir, options), options.to ?? usage('缺少 --to 文件。'));
    case 'restore':
      return runRestore(dir, options);
    default:
      return usage(command ? `没有这个命令：${command}。` : '缺少命令。');
  }
}

async function runVerify(dir: string, dataKey: Uint8Array): Promise<number> {
  const report = await verify({ dir, dataKey });
  const footage = report.head ? await checkFootage(dir, dataKey, report.head.desk) : NO_FOOTAGE;
  const nowhere = report.filesElsewhere.filter((hash) => !footage.hashes.has(hash));
  const lost = nowhere.map((hash) => `文件 ${hash}：记录里写着它，文件库和录像里都没有登记`);
  const problems = [...report.problems, ...lost, ...footage.problems];
  for (const problem of problems) say(`错误：${problem}`);
  for (const note of [...report.notes, ...footage.notes]) say(`提示：${note}`);
  const { actions, erasedPayloads, accessEntries, files } = report.counts;
  say(
    `核对了 ${actions} 条记录（其中 ${erasedPayloads} 条内容已批准销毁）、${accessEntries} 条查阅日志、${files} 个文件、${footage.files} 个录像和附带文件。`,
  );
  if (report.head) say(`末尾：席位 ${report.head.desk}，序号 ${report.head.deskSeq}，哈希 ${report.head.hash}`);
  say(problems.length === 0 ? '核对通过。' : '核对未通过。');
  return problems.length === 0 ? 0 : 1;
}

const NO_FOOTAGE = { problems: [], notes: [], files: 0, hashes: new Set<string>() };

/** Recordings lie beside the file store; a ledger without the evidence module has none. */
async function checkFootage(dir: string, dataKey: Uint8Array, desk: string) {
  const { footageRows, verifyFootage } = await import('../evidence/index.ts');
  const db = openReader(fileOf(dir), dataKey);
  try {
    if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'clip'").get()) return NO_FOOTAGE;
    const rows = explained(() => footageRows(readView(db, () => {})));
    return { ...(await verifyFootage(dir, rows, desk)), hashes: new Set(rows.map((row) => row.sha256)) };
  } finally {
    db.close();
  }
}

async function runReplay(dir: string, dataKey: Uint8Array): Promise<number> {
  // Only replay needs the modules: a ledger can be verified and restored whatever they are.
  const { modules } = await import('../modules.ts');
  const report = await replay({ dir, dataKey, modules });
  for (const difference of report.differences) say(`错误：${difference}`);
  for (const module of report.notCompared)
    say(`错误：模块 ${module} 的表由另一版本生成，无法比较；请先用本程序打开一次账本。`);
  say(`重放了 ${report.actions} 条记录，比较了 ${report.tables} 张表 ${report.rows} 行。`);
  say(report.ok ? '重放一致。' : '重放不一致。');
  return report.ok ? 0 : 1;
}

function runBackup(dir: string, dataKey: Uint8Array, to: string): number {
  const report = backup({ dir, dataKey, to, clock });
  for (const file of report.missing) say(`错误：文件 ${file} 缺失，没有进入备份`);
  say(
    `已备份到 ${report.to}：${report.bytes} 字节，${report.files} 个文件，末尾序号 ${report.head.deskSeq}，哈希 ${report.head.hash}`,
  );
  return report.missing.length === 0 ? 0 : 1;
}

async function runRestore(dir: string, options: Options): Promise<number> {
  const from = options.from ?? usage('缺少 --from 文件。');
  const secret = options['recovery-file']
    ? ({ kind: 'recovery-code', code: secretIn(options['recovery-file']) } as const)
    : options['passphrase-file']
      ? ({ kind: 'passphrase', passphrase: secretIn(options['passphrase-file']) } as const)
      : ({ kind: 'demo' } as const);
  const report = await restore({ from, dir, secret, clock });
  say(
    `已恢复：${report.files} 个文件；旧末尾序号 ${report.oldHead.deskSeq}，哈希 ${report.oldHead.hash}；新席位 ${report.desk}。`,
  );
  return 0;
}

async function unlock(dir: string, options: Options): Promise<Uint8Array> {
  if (options['recovery-file']) return unlockWithRecoveryCode(dir, secretIn(options['recovery-file']));
  if (options['passphrase-file']) return unlockWithPassphrase(dir, secretIn(options['passphrase-file']));
  if (keptBy(dir) === 'demo') return unlockDemo(dir);
  return refuse(
    'LED-209',
    '这份账本需要口令或恢复码才能打开；请用 --passphrase-file 或 --recovery-file 指定存放它的文件。',
  );
}

function usage(what: string): never {
  refuse('LED-900', `${what}\n${USAGE}`);
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      to: { type: 'string' },
      from: { type: 'string' },
      'passphrase-file': { type: 'string' },
      'recovery-file': { type: 'string' },
    },
  });
  process.exitCode = await run(positionals[0], values);
} catch (error) {
  const wrongArguments =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (error instanceof Refusal) process.stderr.write(`${error.code} ${error.message}\n`);
  else if (wrongArguments) process.stderr.write(`LED-900 ${USAGE}`);
  else throw error;
  process.exitCode = error instanceof Refusal && error.code !== 'LED-900' ? 1 : 2;
}
