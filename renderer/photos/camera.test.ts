import { expect, jest, test } from '@jest/globals';
import { Refusal } from '../../preload/contract/refusal.ts';
import { cameraRefusal, isAmong, onCamerasChange, openCamera, plainName } from './camera.ts';

/** Names of errors as the Media Capture standard gives them; each becomes one sentence with its code. */
test.each([
  ['NotFoundError', 'CAM-101', '没有找到高拍仪'],
  ['OverconstrainedError', 'CAM-101', '没有找到高拍仪'],
  ['NotAllowedError', 'CAM-102', '没有使用摄像头的权限'],
  ['SecurityError', 'CAM-102', '没有使用摄像头的权限'],
  ['NotReadableError', 'CAM-103', '被别的程序占用'],
  ['AbortError', 'CAM-105', '打不开'],
])('%s is %s', (name, code, words) => {
  const refusal = cameraRefusal(new DOMException('Could not start video source', name));
  expect(refusal.code).toBe(code);
  expect(refusal.message).toContain(words);
  expect(refusal.message).not.toMatch(/[A-Za-z]{4}/);
});

test.each([
  ['Integrated Camera (04f2:b5ce)', 'Integrated Camera'],
  ['良田高拍仪 S1020', '良田高拍仪 S1020'],
  ['/home/x/document.mjpeg', 'document.mjpeg'],
  ['', '高拍仪'],
])('a camera called %p is shown as %s', (label, shown) => {
  expect(plainName(label, '高拍仪')).toBe(shown);
});

test('a camera that was pulled out is known again by its id or by its name; the one in the lid of the laptop is another', () => {
  const pulled = { deviceId: 'a', label: '良田高拍仪 S1020' };
  const lid = { deviceId: 'b', label: 'Integrated Camera' };
  expect(isAmong(pulled, [lid])).toBe(false);
  expect(isAmong(pulled, [lid, { deviceId: 'c', label: pulled.label }])).toBe(true);
  expect(isAmong(pulled, [{ deviceId: 'a', label: '' }])).toBe(true);
  expect(isAmong({ deviceId: '', label: '' }, [{ deviceId: '', label: '' }])).toBe(false);
});

test('a refusal stays what it is', () => {
  const own = new Refusal('CAM-104', '高拍仪断开了');
  expect(cameraRefusal(own)).toBe(own);
});

test('a camera that was opened and is not handed on is closed again', async () => {
  let listed = 0;
  let stopped = 0;
  const track = { label: 'HD Camera', getSettings: () => ({ deviceId: 'a' }), stop: () => (stopped += 1) };
  const mediaDevices = {
    enumerateDevices: async () => {
      listed += 1;
      if (listed > 1) throw new DOMException('the cable was pulled', 'NotReadableError');
      return [];
    },
    getUserMedia: async () => ({ getVideoTracks: () => [track] }),
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator') ?? { configurable: true };
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { mediaDevices } });
  try {
    await expect(openCamera({ deviceId: '', label: 'other' })).rejects.toMatchObject({ code: 'CAM-103' });
  } finally {
    Object.defineProperty(globalThis, 'navigator', before);
  }
  expect(stopped).toBe(1);
});

test('a camera that Chromium does not tell of, because nobody gave it the permission yet, is seen all the same', async () => {
  jest.useFakeTimers();
  let plugged: readonly object[] = [];
  const mediaDevices = Object.assign(new EventTarget(), { enumerateDevices: async () => plugged });
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator') ?? { configurable: true };
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { mediaDevices } });
  try {
    const heard = jest.fn();
    const stop = onCamerasChange(heard);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(heard).not.toHaveBeenCalled();
    plugged = [{ kind: 'videoinput', deviceId: '', label: '' }];
    await jest.advanceTimersByTimeAsync(10_000);
    expect(heard).toHaveBeenCalledTimes(1);
    mediaDevices.dispatchEvent(new Event('devicechange'));
    expect(heard).toHaveBeenCalledTimes(2);
    stop();
    plugged = [];
    await jest.advanceTimersByTimeAsync(10_000);
    mediaDevices.dispatchEvent(new Event('devicechange'));
    expect(heard).toHaveBeenCalledTimes(2);
  } finally {
    jest.useRealTimers();
    Object.defineProperty(globalThis, 'navigator', before);
  }
});
