import { expect, test } from '@jest/globals';
import { toFollow } from './follow-settings.ts';

const before = { idCard: '', scanner: '', scannerBaud: 9600 };

test('a field nobody touched follows the settings; what a hand typed stays', () => {
  const now = { idCard: 'COM3', scanner: 'COM4', scannerBaud: 9600 };
  expect(toFollow({ ...before, scanner: 'COM7' }, before, now)).toEqual({ idCard: 'COM3' });
});

test('settings as they were change nothing', () => {
  expect(toFollow({ ...before, idCard: 'COM9' }, before, before)).toEqual({});
});
