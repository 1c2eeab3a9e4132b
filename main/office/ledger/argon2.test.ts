import { expect, test } from '@jest/globals';
import { argon2idKey, byOpenSsl, byWasm } from './argon2.ts';

test('OpenSSL and hash-wasm make the same key, and it is the one that is used', async () => {
  const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  for (const password of ['正确的口令，有标点', 'x'.repeat(300)]) {
    const input = { password, salt, memoryKiB: 1_024, passes: 3, length: 32 };
    const key = await byWasm(input);
    expect(await byOpenSsl(input)).toEqual(key);
    expect(await argon2idKey(input)).toEqual(key);
    expect(await argon2idKey({ ...input, passes: 2 })).not.toEqual(key);
  }
});
