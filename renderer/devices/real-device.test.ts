import { expect, test } from '@jest/globals';
import type { DeskDevices } from '../../preload/contract/desk.ts';
import { DeviceKind } from '../../preload/contract/devices.ts';
import { hasReal, trainedNoMore } from './real-device.ts';

const NOTHING: DeskDevices = {
  ...{ idCard: '', signaturePad: '', receiptPrinter: '', receiptWidth: '58', receiptProfile: 'standard', volumes: [] },
  ...{ cameraControl: '', photoDecoder: '', scanner: '', scannerBaud: 9600, queueDisplay: '', queueDisplayBaud: 9600 },
  ...{ displayTemplate: '{num}', displayChecksum: 'none', displayEncoding: 'gb18030' },
};

test.each(Object.values(DeviceKind))('%s: training that ends says what is left and where a real one is set', (kind) => {
  expect(hasReal(kind, NOTHING)).toBe(false);
  expect(trainedNoMore(kind, NOTHING)).toMatch(/^模拟已关闭。真实的.+还没有设置.*「连接设置」.*。$/);
});

test('a family with a real device goes back to it', () => {
  const set: DeskDevices = { ...NOTHING, scanner: 'COM3', volumes: ['auto'] };
  expect(trainedNoMore('scanner', set)).toBe('模拟已关闭，正在连接真实的扫码枪。');
  expect(hasReal('bodycam', set)).toBe(true);
  expect(hasReal('id-card', set)).toBe(false);
});
