import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse } from '../../../preload/contract/refusal.ts';
import { argon2idKey } from './argon2.ts';
import { deriveKey } from './derive.ts';
import { writeDurably } from './durable.ts';
import { explained } from './engine-errors.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';

/** Who keeps the everyday key: a passphrase, the shell's secret store, or (demo ledgers only) nobody. */
export type SecretWrap =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | {
      readonly kind: 'shell';
      readonly wrap: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
      readonly unwrap: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
    }
  | { readonly kind: 'demo' };

const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const sealed = z.object({ nonce: hex, data: hex, tag: hex });
const everyday = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('passphrase'),
    salt: hex,
    // Bounds keep a changed file from asking for terabytes of memory.
    memoryKiB: z.int().min(8_192).max(1_048_576),
    passes: z.int().min(1).max(16),
    sealed,
  }),
  z.object({ kind: z.literal('shell'), data: hex }),
  z.object({ kind: z.literal('demo'), data: hex }),
]);
const keyFile = z.object({
  format: z.literal(1),
  /** Tells a wrong key from a damaged database: derived from the data key, says nothing about it. */
  check: hex,
  everyday,
  recovery: z.object({ sealed }),
});
type KeyFile = z.infer<typeof keyFile>;

const ARGON2 = { memoryKiB: 65_536, passes: 3 } as const;
const SHORTEST_PASSPHRASE = 8;

/** Makes the data key of a new ledger and writes `ledger.key`. Refuses LED-205 when there is one already. */
export async function createKeyFile(
  dir: string,
  options: { wrapWith: SecretWrap },
): Promise<{ dataKey: Uint8Array; recoveryCode: string }> {
  if (existsSync(pathOf(dir))) {
    refuse('LED-205', '这个文件夹里已有账本密钥，没有改动它；请换一个空文件夹建立新账本，或打开原有账本。');
  }
  explained(() => mkdirSync(dir, { recursive: true }));
  const dataKey = new Uint8Array(randomBytes(32));
  const recoveryCode = newRecoveryCode();
  write(dir, {
    format: 1,
    check: checkOf(dataKey),
    everyday: await wrap(dataKey, options.wrapWith),
    recovery: { sealed: seal(recoveryKey(recoveryCode), dataKey) },
  });
  return { dataKey, recoveryCode };
}

/** How the everyday key is kept, so that the unlock page can ask for the right thing. */
export function keptBy(dir: string): SecretWrap['kind'] {
  return read(dir).everyday.kind;
}

/** Opens `ledger.key` with the passphrase. Refuses LED-201 when it is wrong. */
export async function unlockWithPassphrase(dir: string, passphrase: string): Promise<Uint8Array> {
  const kept = read(dir).everyday;
  if (kept.kind !== 'passphrase') {
    refuse('LED-206', '这份账本不是用口令保管密钥的；请在原电脑上打开，或使用恢复码。');
  }
  const key = await passphraseKey(passphrase, kept.salt, kept);
  return (
    unseal(key, kept.sealed) ??
    refuse('LED-201', '口令不正确，账本没有改动；请重新输入，忘记时可使用恢复码。', { field: 'passphrase' })
  );
}

/** Opens `ledger.key` through the shell's secret store. Refuses LED-202 on another PC or another Windows account. */
export async function unlockWithShell(
  dir: string,
  unwrap: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>,
): Promise<Uint8Array> {
  const kept = read(dir).everyday;
  if (kept.kind !== 'shell') refuse('LED-206', '这份账本不由本机系统保管密钥；请输入口令，或使用恢复码。');
  let dataKey: Uint8Array | undefined;
  let cause: unknown;
  try {
    dataKey = await unwrap(Buffer.from(kept.data, 'hex'));
  } catch (error) {
    cause = error;
  }
  if (dataKey === undefined || !fits(dir, dataKey)) {
    refuse('LED-202', '本机系统解不开账本密钥（可能换了电脑或系统账户），账本没有改动；请使用打印的恢复码。', {
      cause,
    });
  }
  return dataKey;
}

/** Opens a demo ledger, whose key is kept in the open. */
export function unlockDemo(dir: string): Uint8Array {
  const kept = read(dir).everyday;
  if (kept.kind !== 'demo') refuse('LED-206', '这不是演示账本，需要口令或恢复码才能打开。');
  return new Uint8Array(Buffer.from(kept.data, 'hex'));
}

/** Opens `ledger.key` with the printed code. Refuses LED-203 on a typo and LED-204 for another ledger's code. */
export function unlockWithRecoveryCode(dir: string, typed: string): Uint8Array {
  const key = recoveryKey(typed);
  return (
    unseal(key, read(dir).recovery.sealed) ??
    refuse('LED-204', '恢复码书写无误，但不属于这份账本，账本没有改动；请找出这份账本设立时打印的恢复码。', {
      field: 'recoveryCode',
    })
  );
}

/** The passphrase or recovery code that lies in a file, without its last line end. Refuses LED-210 when there is none. */
export function secretIn(file: string): string {
  if (!existsSync(file)) refuse('LED-210', '找不到存放口令或恢复码的文件，没有做任何改动；请检查路径。');
  return explained(() => readFileSync(file, 'utf8')).replace(/\r?\n$/, '');
}

/** Keeps the same data key under another passphrase or secret store; the recovery code stays valid. */
export async function rewrap(dir: string, dataKey: Uint8Array, wrapWith: SecretWrap): Promise<void> {
  requireFit(dir, dataKey);
  write(dir, { ...read(dir), everyday: await wrap(dataKey, wrapWith) });
}

/** Refuses LED-102 unless `dataKey` is the key of the ledger in `dir`. */
export function requireFit(dir: string, dataKey: Uint8Array): void {
  if (!fits(dir, dataKey)) {
    refuse('LED-102', '密钥与这份账本不符，账本没有改动；请确认选对了文件夹，并使用这份账本的口令或恢复码。');
  }
}

function fits(dir: string, dataKey: Uint8Array): boolean {
  const check = Buffer.from(read(dir).check, 'hex');
  const found = Buffer.from(checkOf(dataKey), 'hex');
  return check.length === found.length && timingSafeEqual(check, found);
}

const pathOf = (dir: string) => join(dir, 'ledger.key');
const checkOf = (dataKey: Uint8Array) => deriveKey(dataKey, 'key-check').toString('hex');

function read(dir: string): KeyFile {
  const path = pathOf(dir);
  if (!existsSync(path)) {
    refuse('LED-103', '找不到账本密钥文件 ledger.key，账本没有改动；请从备份中取回该文件，或在新文件夹恢复备份。');
  }
  const text = explained(() => readFileSync(path, 'utf8'));
  try {
    return keyFile.parse(JSON.parse(text));
  } catch (cause) {
    refuse('LED-108', '账本密钥文件 ledger.key 已损坏，账本没有改动；请从备份中取回该文件。', { cause });
  }
}

function write(dir: string, content: KeyFile): void {
  explained(() => writeDurably(pathOf(dir), Buffer.from(`${JSON.stringify(keyFile.parse(content), null, 2)}\n`)));
}

async function wrap(dataKey: Uint8Array, wrapWith: SecretWrap): Promise<KeyFile['everyday']> {
  switch (wrapWith.kind) {
    case 'demo':
      return { kind: 'demo', data: Buffer.from(dataKey).toString('hex') };
    case 'shell':
      return { kind: 'shell', data: Buffer.from(await wrapWith.wrap(dataKey)).toString('hex') };
    case 'passphrase': {
      if ([...wrapWith.passphrase].length < SHORTEST_PASSPHRASE) {
        refuse('LED-207', `口令至少要 ${SHORTEST_PASSPHRASE} 个字符，尚未保存；请设置更长的口令。`, {
          field: 'passphrase',
        });
      }
      const salt = randomBytes(16).toString('hex');
      const key = await passphraseKey(wrapWith.passphrase, salt, ARGON2);
      return { kind: 'passphrase', salt, ...ARGON2, sealed: seal(key, dataKey) };
    }
  }
}

async function passphraseKey(
  passphrase: string,
  salt: string,
  cost: { memoryKiB: number; passes: number },
): Promise<Uint8Array> {
  // The same words typed through another input method give the same key.
  const password = passphrase.normalize('NFKC');
  const { memoryKiB, passes } = cost;
  return argon2idKey({ password, salt: Buffer.from(salt, 'hex'), memoryKiB, passes, length: 32 });
}

/** The code carries 128 random bits, so no slow hash is needed. */
function recoveryKey(code: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', readRecoveryCode(code), '', 'zhenzhi-desk recovery code', 32));
}

function seal(key: Uint8Array, plain: Uint8Array): z.infer<typeof sealed> {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const data = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce: nonce.toString('hex'), data: data.toString('hex'), tag: cipher.getAuthTag().toString('hex') };
}

function unseal(key: Uint8Array, box: z.infer<typeof sealed>): Uint8Array | undefined {
  try {
    const open = createDecipheriv('aes-256-gcm', key, Buffer.from(box.nonce, 'hex'), { authTagLength: 16 });
    open.setAuthTag(Buffer.from(box.tag, 'hex'));
    return new Uint8Array(Buffer.concat([open.update(Buffer.from(box.data, 'hex')), open.final()]));
  } catch {
    return undefined;
  }
}
