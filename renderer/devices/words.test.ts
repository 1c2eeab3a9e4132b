import { expect, test } from '@jest/globals';
import { countyInShort } from '../frame/status-dots.tsx';
import { deviceDot, devicesInShort, deviceWords, offsetWords } from './device-words.ts';
import { askedFor, jobChoices } from './print-jobs.ts';

test('a device in trouble speaks its own sentence with the code; a healthy one forgets its old error', () => {
  const lastError = { code: 'DEV-201', sentence: '打印机缺纸，请装纸。', raw: '' };
  expect(deviceWords({ kind: 'receipt-printer', state: 'attention', lastError })).toBe(
    '打印机缺纸，请装纸。（DEV-201）',
  );
  expect(deviceWords({ kind: 'receipt-printer', state: 'ready', lastError })).toBe('正常，可以使用');
  expect(deviceWords({ kind: 'receipt-printer', state: 'absent', lastError: null })).toMatch(/没有找到/);
});

test('a dock without a camera is no trouble', () => {
  const dock = { kind: 'bodycam', state: 'absent', lastError: null } as const;
  expect(deviceWords(dock)).toMatch(/没有插记录仪/);
  expect(deviceDot(dock)).toBe('off');
  expect(devicesInShort([dock, { kind: 'id-card', state: 'ready' }])).toEqual({ state: 'good', words: '设备正常' });
});

test('a camera that is spoken to says who it is, its battery and its clock; one that became a disk says where its films are', () => {
  const camera = { deviceNo: '1234567', officerNo: '330101', officerName: '周立诚', battery: 76, storage: false };
  const health = { kind: 'camera-control', state: 'ready', lastError: null } as const;
  expect(deviceWords({ ...health, camera: { ...camera, offsetSeconds: -95 } })).toBe(
    '1234567，周立诚（330101），电量 76%，时钟快 1 分 35 秒',
  );
  expect(deviceWords({ ...health, camera: { ...camera, officerNo: '', battery: null, offsetSeconds: null } })).toBe(
    '1234567，没有写使用人，时钟偏差不知道',
  );
  expect(deviceDot({ ...health, camera: { ...camera, offsetSeconds: 0 } })).toBe('good');
  const low = { ...health, camera: { ...camera, battery: 6, offsetSeconds: 0 } };
  expect(deviceWords(low)).toBe('1234567，周立诚（330101），电量 6%，请先充电，时钟准');
  expect(deviceDot(low)).toBe('look');
  const disk = { ...health, state: 'absent', camera: { ...camera, offsetSeconds: 0, storage: true } } as const;
  expect(deviceWords(disk)).toBe('1234567 已转为存储，录像在「证据」页');
  expect(deviceDot(disk)).toBe('off');
  expect(deviceWords({ ...health, state: 'absent' })).toMatch(/没有插记录仪/);
});

test.each([
  [0, '时钟准'],
  [-2, '时钟准'],
  [3, '时钟慢 3 秒'],
  [-3600, '时钟快 1 小时'],
  [94_694_400, '时钟慢 1096 天'],
  [90_061, '时钟慢 1 天 1 小时'],
])('a clock that differs by %d seconds', (seconds, words) => {
  expect(offsetWords(seconds)).toBe(words);
});

test('the worst device speaks for all, a disabled one for nobody', () => {
  const reader = (state: Parameters<typeof deviceDot>[0]['state']) => ({ kind: 'id-card', state }) as const;
  expect(devicesInShort([]).state).toBe('off');
  expect(devicesInShort([reader('ready'), reader('disabled')]).state).toBe('good');
  expect(devicesInShort([reader('ready'), reader('attention')]).state).toBe('look');
  expect(devicesInShort([reader('absent'), reader('attention')])).toEqual({ state: 'bad', words: '设备 1 台不通' });
});

test('the county in one word', () => {
  expect(countyInShort({ enrolled: false, state: 'OFF', waiting: 9, clock: null }).state).toBe('off');
  expect(countyInShort({ enrolled: true, state: 'TROUBLE', waiting: 3, clock: null })).toEqual({
    state: 'look',
    words: '县级不通 待传 3',
  });
  const idle = { enrolled: true, state: 'IDLE', waiting: 0 } as const;
  expect(countyInShort({ ...idle, clock: null }).words).toBe('县级已同步');
  const beside = (pcAheadSeconds: number) =>
    countyInShort({ ...idle, clock: { at: '2026-11-22T04:00:00Z', pcAheadSeconds, withinSeconds: 1 } });
  expect(beside(60).words).toBe('县级已同步');
  expect(beside(320)).toEqual({ state: 'look', words: '县级已同步 本机时钟快 5 分 20 秒' });
  expect(beside(-10_800).words).toBe('县级已同步 本机时钟慢 3 小时');
  expect(
    countyInShort({ ...idle, waiting: 4, clock: { at: '2026-11-22T04:00:00Z', pcAheadSeconds: 99, withinSeconds: 1 } })
      .words,
  ).toBe('县级 待传 4 本机时钟快 1 分 39 秒');
});

test('only a job with an unclear end can be called done, and nothing printed can be cancelled', () => {
  const acts = (state: Parameters<typeof jobChoices>[0]) => jobChoices(state).map((one) => one.act);
  expect(acts('sent_unconfirmed')).toContain('markDone');
  expect(acts('failed')).not.toContain('markDone');
  expect(jobChoices('failed').map((one) => one.words)).toEqual(['重新打印', '取消']);
  expect(acts('done')).toEqual(['reprint']);
  expect(acts('sending')).toEqual([]);
});

test('one who asks for a receipt is told what becomes of it; a printed one is not said to have been sent', () => {
  expect(askedFor({ state: 'queued', sentence: '' })).toMatch(/已送去打印/);
  expect(askedFor({ state: 'queued', sentence: '打印机缺纸。（DEV-211）' })).toBe('打印机缺纸。（DEV-211）');
  expect(askedFor({ state: 'done', sentence: '' })).toMatch(/已经打印过，没有再打.*补打/);
  expect(askedFor({ state: 'done', sentence: '操作员核对后标记完成。' })).toMatch(/没有再打/);
});
