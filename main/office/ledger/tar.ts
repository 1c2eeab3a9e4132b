import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { refuse } from '../../../preload/contract/refusal.ts';

/** One member of an archive: a name and where its bytes lie. */
export interface Member {
  readonly name: string;
  readonly size: number;
  /** Reads the next bytes into `into`, at most `into.length`; 0 at the end. */
  read(into: Uint8Array): number;
}

const BLOCK = 512;
const CHUNK = 1 << 20;
const LARGEST = 8 ** 11 - 1;

/** Appends a member in POSIX ustar form, which any `tar` can list and unpack. */
export function writeMember(handle: number, member: Member): void {
  if (member.size > LARGEST || Buffer.byteLength(member.name) > 100)
    throw new RangeError(`cannot archive ${member.name}`);
  writeAll(handle, headerOf(member.name, member.size));
  const chunk = Buffer.alloc(CHUNK);
  let left = member.size;
  while (left > 0) {
    const got = member.read(chunk.subarray(0, Math.min(CHUNK, left)));
    if (got === 0) throw new Error(`${member.name} became shorter while it was archived`);
    writeAll(handle, chunk.subarray(0, got));
    left -= got;
  }
  writeAll(handle, Buffer.alloc((BLOCK - (member.size % BLOCK)) % BLOCK));
}

/** Ends an archive. */
export function writeEnd(handle: number): void {
  writeAll(handle, Buffer.alloc(2 * BLOCK));
}

/** Hands every member of an archive to `take`, which must read it to its end. Refuses LED-503 when it is damaged or cut. */
export function readArchive(file: string, take: (member: Member) => void): void {
  const handle = openSync(file, 'r');
  try {
    const end = statSync(file).size;
    const header = Buffer.alloc(BLOCK);
    for (let position = 0; ; ) {
      if (readSync(handle, header, 0, BLOCK, position) !== BLOCK) damaged();
      if (header.every((byte) => byte === 0)) return;
      const { name, size } = parsed(header);
      let at = position + BLOCK;
      const stop = at + size;
      if (stop > end) damaged();
      take({
        name,
        size,
        read(into) {
          const got = readSync(handle, into, 0, Math.min(into.length, stop - at), at);
          at += got;
          return got;
        },
      });
      if (at !== stop) throw new Error(`${name} was not read to its end`);
      position = stop + ((BLOCK - (size % BLOCK)) % BLOCK);
    }
  } finally {
    closeSync(handle);
  }
}

/** A member that is already in memory. */
export function memberOf(name: string, bytes: Uint8Array): Member {
  let at = 0;
  return {
    name,
    size: bytes.length,
    read(into) {
      const part = bytes.subarray(at, at + into.length);
      into.set(part);
      at += part.length;
      return part.length;
    },
  };
}

/** Writes all bytes; a short write is what a full disk does first. */
export function writeAll(handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
}

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0');
  header.write(name, 0);
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${octal(checksum(header), 7)}\x00 `, 148, 'latin1');
  return header;
}

function parsed(header: Buffer): { name: string; size: number } {
  const text = (from: number, length: number) =>
    header.toString('latin1', from, from + length).replace(/[\0 ].*$/s, '');
  const claimed = Number.parseInt(text(148, 8), 8);
  const copy = Buffer.from(header);
  copy.write('        ', 148);
  const size = Number.parseInt(text(124, 12), 8);
  if (claimed !== checksum(copy) || !Number.isSafeInteger(size) || size < 0) damaged();
  return { name: text(0, 100), size };
}

function checksum(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}

function damaged(): never {
  refuse('LED-503', '备份文件已损坏或不完整，没有恢复任何内容；请换一份备份再试。');
}
