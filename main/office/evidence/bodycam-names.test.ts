import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIgnored, readClipName } from './bodycam-names.ts';

test('long names: device, officer, moment, mark', () => {
  expect(readClipName('DCIM/100MEDIA/8888888_123456_20260129205547_0001IMP.mp4')).toEqual({
    profile: 'ga947-a',
    deviceNo: '8888888',
    officerNo: '123456',
    startAt: '2026-01-29T12:55:47.000Z',
    important: true,
  });
  expect(readClipName('88888a8_000000_20260129205547_0001.MP4')).toMatchObject({
    deviceNo: '88888A8',
    officerNo: '',
    important: false,
  });
  expect(readClipName('8888888_123456_20260129205547_0001_IMP.mp4')?.important).toBe(true);
});

test('the length decides which number is which', () => {
  expect(readClipName('123456_8888888_20260129205547_0001.mp4')).toMatchObject({
    profile: 'ga947-b',
    deviceNo: '8888888',
    officerNo: '123456',
  });
  expect(readClipName('1234567_8888888_20260129205547_0001.mp4')).toBeNull();
  expect(readClipName('123456_888888_20260129205547_0001.mp4')).toBeNull();
});

test('short names take device, officer and mark from their folders, with either slash', () => {
  const name = '20260129205547_0001.mp4';
  expect(readClipName(`DCIM/100ANDRO/8888888/123456/20260129/${name}`)).toEqual({
    profile: 'short',
    deviceNo: '8888888',
    officerNo: '123456',
    startAt: '2026-01-29T12:55:47.000Z',
    important: false,
  });
  expect(readClipName(`DCIM\\101ANDRO\\8888888\\123456\\20260129\\${name}`)).toMatchObject({
    deviceNo: '8888888',
    important: true,
  });
  expect(readClipName(name)).toMatchObject({ deviceNo: '', officerNo: '' });
  expect(readClipName(`camera/videos/${name}`)).toMatchObject({ deviceNo: '', officerNo: '' });
  expect(readClipName('20260129205547_0001IMP.mp4')?.important).toBe(true);
});

test('digits that are no moment leave the start open', () => {
  expect(readClipName('8888888_123456_20260230205547_0001.mp4')).toMatchObject({ deviceNo: '8888888', startAt: null });
  expect(readClipName('8888888_123456_20260129246000_0001.mp4')?.startAt).toBeNull();
  expect(readClipName('8888888_123456_20240229000000_0001.mp4')?.startAt).toBe('2024-02-28T16:00:00.000Z');
});

test('other names are no camera names', () => {
  for (const name of ['FILE0012.MP4', 'VID_20260129_205547.mp4', '电影.mp4', '8888888_123456_20260129_0001.mp4', '']) {
    expect(readClipName(name)).toBeNull();
  }
});

test('leavings of systems and pre-record segments are ignored', () => {
  const ignored = ['SEGTEMP', 'segtemp', 'System Volume Information', '._8888888_1.mp4', '.Trashes', '$RECYCLE.BIN'];
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
        const read = readClipName(`DCIM/${both}_${stamp}_0001${important ? 'IMP' : ''}.mp4`);
        expect(read).toMatchObject({ deviceNo: device, startAt: start.toISOString(), important });
        expect(read?.officerNo).toBe(officer === '000000' ? '' : officer);
      },
    ),
  );
});
