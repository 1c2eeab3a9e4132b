import { expect, test } from '@jest/globals';
import type { DeviceHealth } from '../../preload/contract/devices.ts';
import { diagnosisFile, diagnosisOf } from './diagnosis.ts';

const READER: DeviceHealth = {
  ...{ deviceId: 'id-card', kind: 'id-card', transport: 'serial', path: 'COM3', vidPid: '1A86:7523', model: null },
  ...{ serialNo: '05.03-20199401', firmware: null, state: 'attention', simulated: false },
  ...{ lastOkAt: '2026-11-20T06:05:09Z', counters: { ok: 3, fail: 1, reconnect: 2 }, canTest: true },
  lastError: { code: 'DEV-141', sentence: '请拿起证件重新放置。', raw: '41' },
};

test('an administrator reads every line of the file; only the exchanges are for the maker', () => {
  const device = diagnosisOf(READER, '2026-11-20T06:05:09Z find > 00 03 20 01 22');
  expect(device.split('\n')).toEqual([
    '【身份证读卡器】',
    '编号：id-card',
    '状态：需要人处理',
    '连接方式：串口',
    '位置：COM3',
    '厂商号:产品号：1A86:7523',
    '型号：没有',
    '序列号：05.03-20199401',
    '固件版本：没有',
    '上次正常：2026-11-20 14:05:09',
    '次数：成功 3，失败 1，重新连接 2',
    '上次出错：请拿起证件重新放置。（DEV-141）',
    '出错原文：41',
    '最近的通信（供技术支持看，时间是世界时，加 8 小时为北京时间；> 问，< 答）：',
    '2026-11-20T06:05:09Z find > 00 03 20 01 22',
  ]);
  const file = diagnosisFile([device], '没有', new Date('2026-11-20T06:06:00Z'));
  expect(file).toMatch(/^镇执台 设备诊断\n导出时间：2026-11-20 14:06:00（北京时间）\n/);
  for (const line of file.split('\n').filter((one) => one !== '' && !one.includes(' find > ')))
    expect(line).toMatch(/[一-龥]/);
});

test('a camera tells its battery and its clock, and not who carries it', () => {
  const told = { deviceNo: '1234567', officerNo: '330101', officerName: '周立诚', storage: false };
  const text = diagnosisOf(
    { ...READER, kind: 'camera-control', camera: { ...told, battery: 76, offsetSeconds: -95 } },
    '',
  );
  expect(text).toContain('记录仪电量：76%\n记录仪时钟偏差：-95 秒（电脑减记录仪）');
  expect(text).not.toMatch(/330101|周立诚/);
  const silent = diagnosisOf(
    { ...READER, kind: 'camera-control', camera: { ...told, battery: 0, offsetSeconds: 0 } },
    '',
  );
  expect(silent).toContain('记录仪电量：0%');
});
