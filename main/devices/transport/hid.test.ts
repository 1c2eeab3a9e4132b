import { expect, test } from '@jest/globals';
import { hidLines } from './hid.ts';

test('this system answers, with its devices or with its reason', async () => {
  expect(await hidLines()).toMatch(/^HID/);
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
  expect(await hidLines(async () => [pad])).toBe('HID 056A:00A5 usage FF0D:0001 Wacom STU-540');
  expect(await hidLines(async () => [])).toBe('HID: none');
  expect(await hidLines(() => Promise.reject(new Error('no hidraw')))).toBe('HID: cannot be listed (no hidraw)');
});
