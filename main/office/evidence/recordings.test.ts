import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { withoutRights } from '../../devices/testing/without-rights.ts';
import { nameReader } from './bodycam-names.ts';
import { belonging } from './companions.ts';
import { type FoundFile, listFiles, type ReadNames, steadyRecordings } from './recordings.ts';
import { SHIPPED_PROFILES } from './shipped-profiles.ts';

const FILM = '20260129205547_0001.mp4';
const readName = nameReader(SHIPPED_PROFILES);
const read: ReadNames = (files) => {
  const named = (all: readonly FoundFile[]) => all.map((one) => ({ ...one, said: readName(one.path) }));
  const isFilm = ({ name }: FoundFile) => name.endsWith('.mp4');
  return belonging(named(files.filter(isFilm)), named(files.filter((one) => !isFilm(one))), () => undefined).recordings;
};

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'recordings-'));
  writeFileSync(join(dir, FILM), 'film');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('an xml of nobody that grows costs no waiting; a track that grows is waited for and named', async () => {
  const rounds = async (name: string) => {
    let waits = 0;
    const grow = async () => {
      waits += 1;
      writeFileSync(join(dir, name), 'x'.repeat(waits));
    };
    writeFileSync(join(dir, name), 'x');
    const { growing } = await steadyRecordings(dir, read, grow, new AbortController().signal);
    return { waits, growing: growing.map((one) => one.name) };
  };
  expect(await rounds('setup.xml')).toEqual({ waits: 2, growing: [] });
  expect(await rounds('20260129205547_0001.xml')).toEqual({ waits: 5, growing: ['20260129205547_0001.xml'] });
});

test('an xml of nobody that cannot be read is not told of; a track that cannot be read is', async () => {
  const closed = join(dir, 'closed');
  mkdirSync(closed);
  for (const name of ['setup.xml', '20260129205547_0001.xml', '20260129205548_0002.mp4']) {
    writeFileSync(join(closed, name), 'x');
  }
  // Its names can be listed, what stands behind them cannot be asked for.
  chmodSync(dir, 0o755);
  chmodSync(closed, 0o444);
  try {
    const { files, unread } = await withoutRights(() => listFiles(dir));
    expect(files.map(({ name }) => name)).toEqual([FILM]);
    expect([...unread].sort()).toEqual(['closed/20260129205547_0001.xml', 'closed/20260129205548_0002.mp4']);
  } finally {
    chmodSync(closed, 0o755);
  }
});
