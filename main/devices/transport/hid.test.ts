import { expect, test } from '@jest/globals';
import { hidLines } from './hid.ts';

test('this system answers, with its devices or with its reason', async () => {
  expect(await hidLines()).toMatch(/^(没有$|看不到（|[0-9A-F]{4}:)/);
});

test('a pad is named by its numbers, a system without HID by its reason', async () => {
  const pad = {
    vendorId: 0x56a,
    productId: 0xa5,
    usagePage: 0xff0d,
    usage: 1,
    manufacturer: 'Wacom',
    product: 'STU-540',
  };
  expect(await hidLines(async () => [pad])).toBe('056A:00A5 用途 FF0D:0001 Wacom STU-540');
  expect(await hidLines(async () => [])).toBe('没有');
  expect(await hidLines(() => Promise.reject(new Error('no hidraw')))).toBe('看不到（no hidraw）');
});
