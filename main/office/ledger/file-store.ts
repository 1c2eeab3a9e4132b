import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refuse } from '../../../preload/contract/refusal.ts';
import { deriveKey, sha256 } from './derive.ts';
import { syncFolder } from './durable.ts';
import { codeOf, explain } from './engine-errors.ts';

/** First bytes of a stored file; the format after it: nonce (12), tag (16), ciphertext of AES-256-GCM. */
const MAGIC = Buffer.from('ZZF1');
const NONCE = 12;
const TAG = 16;
const HASH = /^[0-9a-f]{64}$/;

/** Encrypted files under `files/ab/abcd…`, addressed by the SHA-256 of their plain bytes. */
export class FileStore {
  readonly #root: string;
  readonly #quarantine: string;
  readonly #key: Buffer;

  constructor(dir: string, dataKey: Uint8Array) {
    this.#root = join(dir, 'files');
    this.#quarantine = join(dir, 'quarantine');
    this.#key = deriveKey(dataKey, 'files');
  }

  /** Stores the bytes durably before it returns: temporary name, fsync, rename, fsync of the folders. */
  async put(bytes: Uint8Array): Promise<string> {
    const hash = sha256(bytes);
    const path = this.#pathOf(hash);
    const folder = dirname(path);
    const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      const made = await mkdir(folder, { recursive: true });
      const handle = await open(temporary, 'wx', 0o600);
      try {
        await handle.writeFile(this.#encrypt(hash, bytes));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, path);
      syncFolder(folder);
      if (made !== undefined) {
        syncFolder(this.#root);
        syncFolder(dirname(this.#root));
      }
      return hash;
    } catch (error) {
      await rm(temporary, { force: true });
      throw explain(error);
    }
  }

  /** The plain bytes. Refuses LED-301 when the file is missing and LED-303 when it is not what was stored. */
  async get(hash: string): Promise<Uint8Array> {
    return this.#decrypt(hash, await readFile(this.#pathOf(hash)).catch((error) => missing(hash, error)));
  }

  /** As {@link get}, for commands that check every file. */
  check(hash: string): Uint8Array {
    let stored: Buffer;
    try {
      stored = readFileSync(this.#pathOf(hash));
    } catch (error) {
      missing(hash, error);
    }
    return this.#decrypt(hash, stored);
  }

  has(hash: string): boolean {
    return existsSync(this.#pathOf(hash));
  }

  /** Moves a file that nothing refers to out of the way; it is never deleted. */
  quarantine(name: string): void {
    mkdirSync(this.#quarantine, { recursive: true });
    const from = join(this.#root, name.slice(0, 2), name);
    if (!existsSync(from)) return;
    renameSync(from, join(this.#quarantine, name));
    syncFolder(this.#quarantine);
    syncFolder(dirname(from));
  }

  /** Everything under `files/`: stored files, and what an interrupted write left (temporary names). */
  list(): { readonly files: string[]; readonly leftovers: string[] } {
    if (!existsSync(this.#root)) return { files: [], leftovers: [] };
    const names = readdirSync(this.#root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .sort();
    return {
      files: names.filter((name) => HASH.test(name)),
      leftovers: names.filter((name) => /^[0-9a-f]{64}\.[0-9a-f]{8}\.tmp$/.test(name)),
    };
  }

  /** Removes what an interrupted write left: it was never acknowledged, and half a ciphertext cannot be read. */
  removeLeftovers(): void {
    for (const name of this.list().leftovers) rmSync(join(this.#root, name.slice(0, 2), name), { force: true });
  }

  quarantined(): string[] {
    return existsSync(this.#quarantine) ? readdirSync(this.#quarantine).sort() : [];
  }

  #pathOf(hash: string): string {
    if (!HASH.test(hash)) throw new TypeError('a stored file is named by its SHA-256');
    return join(this.#root, hash.slice(0, 2), hash);
  }

  #encrypt(hash: string, plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(hash));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), body]);
  }

  #decrypt(hash: string, stored: Buffer): Uint8Array {
    const start = MAGIC.length + NONCE + TAG;
    if (stored.length < start || !stored.subarray(0, MAGIC.length).equals(MAGIC)) changed(hash);
    const nonce = stored.subarray(MAGIC.length, MAGIC.length + NONCE);
    const opener = createDecipheriv('aes-256-gcm', this.#key, nonce, { authTagLength: TAG })
      .setAAD(Buffer.from(hash))
      .setAuthTag(stored.subarray(MAGIC.length + NONCE, start));
    let plain: Buffer;
    try {
      plain = Buffer.concat([opener.update(stored.subarray(start)), opener.final()]);
    } catch (cause) {
      changed(hash, cause);
    }
    if (sha256(plain) !== hash) changed(hash);
    return new Uint8Array(plain);
  }
}

function missing(hash: string, error: unknown): never {
  if (codeOf(error) !== 'ENOENT') throw explain(error);
  refuse('LED-301', '要用的文件不在账本里，其他内容都完好；请从最近的备份取回该文件，或联系技术支持。', {
    detail: { sha256: hash },
  });
}

function changed(hash: string, cause?: unknown): never {
  refuse('LED-303', '这个文件和存入时不一致（已损坏或被改动），程序没有采用它；请从备份取回原文件，或联系技术支持。', {
    detail: { sha256: hash },
    cause,
  });
}
