import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIgnored, nameReader } from './bodycam-names.ts';
import { SHIPPED_PROFILES } from './shipped-profiles.ts';

const read = nameReader(SHIPPED_PROFILES);
const AT = '2026-01-29T12:55:47.000Z';
const none = { deviceNo: '', officerNo: '', startAt: null, sequence: '', important: false, encrypted: false };
const full = { ...none, deviceNo: '8888888', officerNo: '123456', startAt: AT, sequence: '0001' };

describe('matrix row 11: all rows of hardware.md 4.3 incl. swapped order and IMP rename', () => {
  test.each([
    ['8888888_123456_20260129205547_0001IMP.mp4', { ...full, profile: 'ga947-a', important: true }],
    ['8888888_123456_20260129205547_0001.mp4', { ...full, profile: 'ga947-a' }],
    ['8888888_000000_20260129205547_0001.mp4', { ...full, profile: 'ga947-a', officerNo: '' }],
    ['8888888_123456_20260129205547_0001_IMP.MP4', { ...full, profile: 'ga947-a', important: true }],
    ['8888a88_123456_20260129205547_001.jpg', { ...full, profile: 'ga947-a', deviceNo: '8888A88', sequence: '001' }],
    ['123456_8888888_20260129205547_0001.mp4', { ...full, profile: 'ga947-b' }],
    ['DCIM/100MEDIA/123456_8888888_20260129205547_0001IMP.mp4', { ...full, profile: 'ga947-b', important: true }],
    ['DCIM/100ANDRO/8888888/123456/20260129/20260129205547_0001.mp4', { ...full, profile: 'short' }],
    ['DCIM/101ANDRO/8888888/123456/20260129/20260129205547_0001.mp4', { ...full, profile: 'short', important: true }],
    [
      'DCIM\\101ANDRO\\8888888\\123456\\20260129\\20260129205547_1.mp4',
      { ...full, profile: 'short', important: true, sequence: '1' },
    ],
    ['20260129205547_0001IMP.mp4', { ...none, profile: 'short', startAt: AT, sequence: '0001', important: true }],
    ['camera/videos/20260129205547_0001.mp4', { ...none, profile: 'short', startAt: AT, sequence: '0001' }],
    [
      'DCAM_CAM001_000000_20260129_205547_IMP.mp4',
      { ...none, profile: 'dcam', deviceNo: 'CAM001', startAt: AT, important: true },
    ],
    [
      'DCAM_<CAM001>_<123456>_20260129_205547.mp4',
      { ...none, profile: 'dcam', deviceNo: 'CAM001', officerNo: '123456', startAt: AT },
    ],
    [
      'IMP/DCAM_CAM001_000000_20260129_205547_enc.mp4',
      { ...none, profile: 'dcam', deviceNo: 'CAM001', startAt: AT, important: true, encrypted: true },
    ],
    ['VID_20260129_205547.mp4', { ...none, profile: 'generic-ts', startAt: AT }],
    ['2026_0129_205547_001.MOV', { ...none, profile: 'generic-ts', startAt: AT }],
    ['2026-01-29 20.55.47.mp4', { ...none, profile: 'generic-ts', startAt: AT }],
    ['DCIM/100MEDIA/FILE0012.MP4', { ...none, profile: 'counter', sequence: '0012' }],
  ])('matrix row 11: %s', (path, expected) => {
    expect(read(path)).toEqual(expected);
  });

  test.each(SHIPPED_PROFILES.map((profile) => [profile.key, profile] as const))(
    'matrix row 11: the example of %s is read by its own row, not by one above it',
    (key, profile) => {
      expect(read(profile.example)?.profile).toBe(key);
    },
  );

  test('matrix row 11: a rename by the mark on the camera changes the mark and nothing else', () => {
    for (const name of [
      '8888888_123456_20260129205547_0001',
      '123456_8888888_20260129205547_0001',
      '20260129205547_01',
    ]) {
      expect(read(`${name}IMP.mp4`)).toEqual({ ...read(`${name}.mp4`), important: true });
    }
  });

  test('matrix row 11: the order of the list decides, and a row that is switched off fits nothing', () => {
    const turned = nameReader([...SHIPPED_PROFILES].reverse());
    expect(turned('8888888_123456_20260129205547_0001.mp4')).toMatchObject({ profile: 'generic-ts', deviceNo: '' });
    expect(turned('8888888_123456_20260129205547_0001.mp4', 'ga947-a')).toMatchObject({ deviceNo: '8888888' });
    const off = nameReader(
      SHIPPED_PROFILES.map((one) => ({ ...one, enabled: !['ga947-a', 'generic-ts'].includes(one.key) })),
    );
    expect(off('8888888_123456_20260129205547_0001.mp4')).toBeNull();
    expect(off('8888888_123456_20260129205547_0001.mp4', 'ga947-a')).toBeNull();
  });
});

test('lengths that are neither device nor officer are not guessed at', () => {
  for (const name of ['1234567_8888888_20260129205547_0001.mp4', '123456_888888_20260129205547_0001.mp4']) {
    expect(read(name)).toMatchObject({ profile: 'generic-ts', deviceNo: '', officerNo: '', startAt: AT });
  }
});

test('digits that are no moment leave the start open', () => {
  expect(read('8888888_123456_20260230205547_0001.mp4')).toMatchObject({ deviceNo: '8888888', startAt: null });
  expect(read('8888888_123456_20260129246000_0001.mp4')?.startAt).toBeNull();
  expect(read('8888888_123456_20240229000000_0001.mp4')?.startAt).toBe('2024-02-28T16:00:00.000Z');
});

test('other names are no camera names', () => {
  const long = `8888888_123456_20260129205547_0001${'x'.repeat(240)}.mp4`;
  for (const name of ['电影.mp4', 'a.mp4', '8888888_123456_20260129_0001.mp4', '', 'DCIM/', long]) {
    expect(read(name)).toBeNull();
  }
});

test('leavings of systems and pre-record segments are ignored', () => {
  const ignored = [
    'lost+found',
    'SEGTEMP',
    'segtemp',
    'System Volume Information',
    '._8888888_1.mp4',
    '.Trashes',
    '$RECYCLE.BIN',
  ];
  expect(ignored.filter(isIgnored)).toEqual(ignored);
  expect(['DCIM', '100MEDIA', '8888888_123456_20260129205547_0001.mp4'].some(isIgnored)).toBe(false);
});

test('every moment a camera can write is read back', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      fc.stringMatching(/^[0-9A-Z]{7}$/),
      fc.stringMatching(/^[0-9A-Z]{6}$/),
      fc.boolean(),
      fc.boolean(),
      (at, device, officer, swapped, important) => {
        const start = new Date(Math.floor(at.getTime() / 1000) * 1000);
        const stamp = new Date(start.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
        const both = swapped ? `${officer}_${device}` : `${device}_${officer}`;
        const said = read(`DCIM/${both}_${stamp}_0001${important ? 'IMP' : ''}.mp4`);
        expect(said).toMatchObject({ deviceNo: device, startAt: start.toISOString(), important });
        expect(said?.officerNo).toBe(officer === '000000' ? '' : officer);
      },
    ),
  );
});
