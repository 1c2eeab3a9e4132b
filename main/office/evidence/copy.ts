import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';

/** A file on a camera, opened to be read and nothing else. */
export interface SourceFile {
  /** Fills at most `length` bytes; answers how many, 0 at the end. */
  read(into: Buffer, length: number, position: number): Promise<number>;
  stat(): Promise<{ readonly size: number; readonly mtimeMs: number }>;
  close(): Promise<void>;
}
export type OpenSource = (path: string) => Promise<SourceFile>;

const BLOCK = 1024 * 1024;
const SYNC_EVERY = 64 * 1024 * 1024;

/** Reading the source failed: a bad spot, or the camera was pulled. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

/** The source is not what was listed any more, or the copy is not what was read. */
export class CopyError extends Error {
  override readonly name = 'CopyError';
  readonly reason: 'changed' | 'differs';

  constructor(reason: 'changed' | 'differs') {
    super(reason);
    this.reason = reason;
  }
}

/** Opens without changing even the time of last access, where the system lets us. */
export const openReadOnly: OpenSource = async (path) => {
  const quiet = constants.O_NOATIME as number | undefined;
  // Only the owner of a file may ask for this.
  const handle =
    (quiet && (await open(path, constants.O_RDONLY | quiet).catch(() => undefined))) || (await open(path, 'r'));
  return {
    read: async (into, length, position) => (await handle.read(into, 0, length, position)).bytesRead,
    stat: () => handle.stat(),
    close: () => handle.close(),
  };
};

interface Copy {
  readonly source: SourceFile;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** What an interrupted copy left there is compared with the source, block by block, and kept as far as it is equal. */
  readonly partial: string;
  readonly onBytes: (done: number) => void;
  /** Everything before this offset is on the disk. */
  readonly onSynced: (offset: number) => void;
  readonly signal: AbortSignal;
  readonly syncEvery?: number;
}

/**
 * Copies a recording and reads the copy back.
 * @returns its SHA-256, hex
 * @throws SourceError, CopyError, the system's error for the destination, the signal's reason
 */
export async function copyVerified(copy: Copy): Promise<string> {
  const { partial, source, sizeBytes, modifiedMs } = copy;
  const target = await open(partial, constants.O_RDWR | constants.O_CREAT, 0o600);
  let sha256: string;
  try {
    sha256 = await pour(copy, target);
    const after = await reading(() => source.stat());
    if (after.size !== sizeBytes || Math.floor(after.mtimeMs) !== modifiedMs) throw new CopyError('changed');
    await target.sync();
  } finally {
    await target.close();
  }
  if ((await hashFile(partial, copy.signal)) !== sha256) {
    await rm(partial, { force: true });
    throw new CopyError('differs');
  }
  return sha256;
}

async function pour(
  { source, sizeBytes, onBytes, onSynced, signal, syncEvery = SYNC_EVERY }: Copy,
  target: FileHandle,
) {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(BLOCK);
  const earlier = Buffer.allocUnsafe(BLOCK);
  let kept = (await target.stat()).size;
  let synced = 0;
  for (let at = 0; at < sizeBytes; ) {
    signal.throwIfAborted();
    const wanted = Math.min(BLOCK, sizeBytes - at);
    const bytesRead = await reading(() => source.read(block, wanted, at));
    if (bytesRead === 0) throw new CopyError('changed');
    const fresh = block.subarray(0, bytesRead);
    hash.update(fresh);
    if (at + bytesRead > kept || !(await readsSame(target, earlier, fresh, at))) {
      if (kept > at) await target.truncate(at);
      kept = 0;
      await writeAll(target, fresh, at);
    }
    at += bytesRead;
    onBytes(at);
    if (at - synced >= syncEvery) {
      await target.sync();
      synced = at;
      onSynced(at);
    }
  }
  if (kept > sizeBytes) await target.truncate(sizeBytes);
  return hash.digest('hex');
}

async function readsSame(target: FileHandle, buffer: Buffer, expected: Buffer, at: number): Promise<boolean> {
  const { bytesRead } = await target.read(buffer, 0, expected.length, at);
  return bytesRead === expected.length && buffer.subarray(0, bytesRead).equals(expected);
}

async function writeAll(target: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await target.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
  }
}

/** SHA-256 of a file, hex, in blocks, so that the process breathes between them. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(BLOCK);
  const file = await open(path, 'r');
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(block, 0, BLOCK, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(block.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new SourceError('the source cannot be read', { cause });
  }
}
