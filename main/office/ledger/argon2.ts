import crypto from 'node:crypto';
import { promisify } from 'node:util';

/** What an Argon2id key is made of (RFC 9106), one lane. */
interface Argon2Input {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly memoryKiB: number;
  readonly passes: number;
  /** Bytes of the key. */
  readonly length: number;
}

/**
 * Argon2id by OpenSSL on a thread of its own where Node has it, which is several times faster; Electron's BoringSSL
 * does not have it, there hash-wasm does the same. Both give the same bytes.
 */
export async function argon2idKey(input: Argon2Input): Promise<Uint8Array> {
  return (await byOpenSsl(input).catch(() => undefined)) ?? byWasm(input);
}

export async function byOpenSsl({ password, salt, memoryKiB, passes, length }: Argon2Input): Promise<Uint8Array> {
  const given = { message: password, nonce: salt, parallelism: 1, memory: memoryKiB, passes, tagLength: length };
  return new Uint8Array(await promisify(crypto.argon2)('argon2id', given));
}

export async function byWasm({ password, salt, memoryKiB, passes, length }: Argon2Input): Promise<Uint8Array> {
  const { argon2id } = await import('hash-wasm');
  const cost = { memorySize: memoryKiB, iterations: passes, parallelism: 1, hashLength: length };
  return argon2id({ password, salt, ...cost, outputType: 'binary' });
}
