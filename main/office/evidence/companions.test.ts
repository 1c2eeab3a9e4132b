import { expect, test } from '@jest/globals';
import { nameReader } from './bodycam-names.ts';
import { belonging, mayBelong } from './companions.ts';
import type { FoundFile } from './recordings.ts';
import { SHIPPED_PROFILES } from './shipped-profiles.ts';

const file = (path: string): FoundFile => ({ path, name: path.split('/').at(-1) ?? '', sizeBytes: 1, modifiedMs: 0 });
const told = (films: readonly string[], others: readonly string[]) =>
  belonging(
    films.map((path) => ({ ...file(path), said: null })),
    others.map((path) => ({ ...file(path), said: null })),
    () => undefined,
  ).recordings.map(({ path, kind, beside }) => [path, kind, beside?.path ?? null]);

test('only what may belong to a recording is looked at', () => {
  for (const path of ['A/0001.mp4', 'A/0001.xml', 'A/0001.XML', 'DCIM/LOGS/20260129.log', 'dcim\\logs\\20260129.LOG'])
    expect(mayBelong(path)).toBe(true);
  for (const path of [
    'DCIM/LOGS/error.log',
    'LOGS/20260129.log',
    'DCIM/LOGS/old/20260129.log',
    '20260129.log',
    'a.txt',
  ])
    expect(mayBelong(path)).toBe(false);
});

test('a track lies beside the film of its name in its folder; any other xml stays on the camera', () => {
  const films = ['A/0001.MP4', 'A/0002.mp4', 'B/0003.mp4'];
  expect(told(films, ['A/0001.xml', 'A/0003.xml', '0001.xml', 'A/0002.mp4.xml', 'A/000.xml', 'B/0003.XML'])).toEqual([
    ...films.map((path) => [path, 'MEDIA', null]),
    ['A/0001.xml', 'GPS', 'A/0001.MP4'],
    ['B/0003.XML', 'GPS', 'B/0003.mp4'],
  ]);
});

test('a film that was marked took another name; its track may have kept the old one', () => {
  expect(told(['A/1_0001IMP.mp4', 'A/2_IMP.mp4'], ['A/1_0001.xml', 'A/2.xml']).slice(2)).toEqual([
    ['A/1_0001.xml', 'GPS', 'A/1_0001IMP.mp4'],
    ['A/2.xml', 'GPS', 'A/2_IMP.mp4'],
  ]);
  // One that has its own film belongs to that.
  expect(told(['A/1.mp4', 'A/1IMP.mp4'], ['A/1.xml']).at(-1)).toEqual(['A/1.xml', 'GPS', 'A/1.mp4']);
});

test('a snapshot that kept the old name does not take the track from the marked film, nor itself', () => {
  for (const mark of ['IMP', '_IMP']) {
    expect(told(['A/1.jpg', 'A/1.wav', `A/1${mark}.mp4`], ['A/1.xml'])).toEqual([
      ['A/1.jpg', 'MEDIA', `A/1${mark}.mp4`],
      ['A/1.wav', 'MEDIA', `A/1${mark}.mp4`],
      [`A/1${mark}.mp4`, 'MEDIA', null],
      ['A/1.xml', 'GPS', `A/1${mark}.mp4`],
    ]);
  }
});

test('sound and picture of a film are recordings of their own, and lie beside it', () => {
  expect(told(['A/1.jpg', 'A/1.wav', 'A/1.mp4', 'A/2.jpg', 'A/3.wav', 'A/3.jpg'], ['A/3.xml'])).toEqual([
    ['A/1.jpg', 'MEDIA', 'A/1.mp4'],
    ['A/1.wav', 'MEDIA', 'A/1.mp4'],
    ['A/1.mp4', 'MEDIA', null],
    ['A/2.jpg', 'MEDIA', null],
    ['A/3.wav', 'MEDIA', null],
    ['A/3.jpg', 'MEDIA', 'A/3.wav'],
    ['A/3.xml', 'GPS', 'A/3.wav'],
  ]);
});

const read = nameReader(SHIPPED_PROFILES);
const film = (path: string) => ({ ...file(path), said: read(path) });

test('a marked film that moved to another folder keeps its track, where the name is that of one film only', () => {
  const [normal, marked] = ['DCIM/100ANDRO/8888888/123456/20260129', 'DCIM/101ANDRO/8888888/123456/20260129'];
  const track = `${normal}/20260129205547_0001.xml`;
  const found = (films: readonly string[], others: readonly string[] = [track]) => {
    const { recordings, strays } = belonging(films.map(film), others.map(film), () => undefined);
    return { tracks: recordings.filter(({ kind }) => kind === 'GPS').map(({ beside }) => beside?.path), strays };
  };
  const moved = `${marked}/20260129205547_0001IMP.mp4`;
  expect(found([moved])).toEqual({ tracks: [moved], strays: [] });
  // Of another camera, twice, or a name that only counts: nobody knows.
  expect(found([moved.replace('8888888', '7777777')])).toEqual({ tracks: [], strays: [track] });
  expect(found([moved, moved.replace('20260129/', '')])).toEqual({ tracks: [], strays: [track] });
  expect(found(['DCIM/101MEDIA/FILE0001.MP4'], ['DCIM/100MEDIA/FILE0001.xml', 'setup.xml'])).toEqual({
    tracks: [],
    strays: [],
  });
});
