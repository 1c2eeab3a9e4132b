import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { copyVerified, openReadOnly } from './copy.ts';

const MIB = 1024 * 1024;
let dir: string;
let source: string;
let partial: string;
let bytes: Buffer;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'copy-'));
  source = join(dir, 'source');
  partial = join(dir, 'partial');
  bytes = randomBytes(3 * MIB + 12_345);
  writeFileSync(source, bytes);
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const sha = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');

async function copy(more: Partial<Parameters<typeof copyVerified>[0]> = {}) {
  const file = await openReadOnly(source);
  const { size, mtimeMs } = statSync(source);
  try {
    return await copyVerified({
      ...{ source: file, partial, sizeBytes: size, modifiedMs: Math.floor(mtimeMs) },
      ...{ onBytes: () => {}, onSynced: () => {}, signal: new AbortController().signal, ...more },
    });
  } finally {
    await file.close();
  }
}

test('copies, tells how far it is, and answers the hash of what was read back', async () => {
  const told: number[] = [];
  const synced: number[] = [];
  expect(await copy({ onBytes: (at) => told.push(at), onSynced: (at) => synced.push(at), syncEvery: MIB })).toBe(
    sha(bytes),
  );
  expect(readFileSync(partial).equals(bytes)).toBe(true);
  expect(told).toEqual([MIB, 2 * MIB, 3 * MIB, bytes.length]);
  expect(synced).toEqual([MIB, 2 * MIB, 3 * MIB]);
});

test.each([0, 1, MIB - 1, MIB, 2 * MIB + 7])('goes on behind %d bytes that are there already', async (kept) => {
  writeFileSync(partial, bytes.subarray(0, kept));
  expect(await copy()).toBe(sha(bytes));
  expect(readFileSync(partial).equals(bytes)).toBe(true);
});

test('what an earlier copy left damaged or too long is written again', async () => {
  const damaged = Buffer.concat([bytes, Buffer.from('tail')]);
  damaged[MIB + 5] = (damaged[MIB + 5] ?? 0) ^ 1;
  writeFileSync(partial, damaged);
  expect(await copy()).toBe(sha(bytes));
  expect(readFileSync(partial).equals(bytes)).toBe(true);
  writeFileSync(partial, Buffer.concat([bytes, Buffer.from('tail')]));
  expect(await copy()).toBe(sha(bytes));
  expect(statSync(partial).size).toBe(bytes.length);
});

test('a byte that turns in the copy is found when it is read back, and the copy is thrown away', async () => {
  const flip = () => {
    const handle = openSync(partial, 'r+');
    writeSync(handle, Buffer.from([(bytes[7] ?? 0) ^ 0x10]), 0, 1, 7);
    closeSync(handle);
  };
  let flipped = false;
  const onSynced = () => {
    if (!flipped) flip();
    flipped = true;
  };
  await expect(copy({ onSynced, syncEvery: MIB })).rejects.toMatchObject({ name: 'CopyError', reason: 'differs' });
  expect(existsSync(partial)).toBe(false);
});

test('a source that shrinks, grows or is written while it is copied is not taken', async () => {
  let once = false;
  const cut = () => {
    if (!once) truncateSync(source, MIB + 10);
    once = true;
  };
  await expect(copy({ onBytes: cut })).rejects.toMatchObject({ name: 'CopyError', reason: 'changed' });
  writeFileSync(source, bytes);
  await expect(copy({ onBytes: () => writeFileSync(source, 'x', { flag: 'a' }) })).rejects.toMatchObject({
    reason: 'changed',
  });
});

test('a full disk is told as what it is', async () => {
  await expect(copy({ partial: '/dev/full' })).rejects.toMatchObject({ code: 'ENOSPC' });
});

test('a failing source is not mistaken for a failing disk', async () => {
  const file = await openReadOnly(source);
  const broken = {
    ...file,
    read: () => Promise.reject(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })),
  };
  await expect(copy({ source: broken })).rejects.toMatchObject({ name: 'SourceError' });
  await file.close();
});

test('stops between two blocks and keeps what it has', async () => {
  const abort = new AbortController();
  await expect(copy({ signal: abort.signal, onBytes: () => abort.abort() })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(statSync(partial).size).toBe(MIB);
});
