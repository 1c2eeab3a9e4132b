import { expect, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, Button, ConfigProvider } from 'antd';
import type { ContextType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { DEVICE_NAMES, type DeviceHealth, DeviceState } from '../../preload/contract/devices.ts';
import type { TrainingFamily } from '../../preload/contract/training.ts';
import { BUTTONS } from '../frame/buttons.tsx';
import { MeContext } from '../frame/me.ts';
import { query } from '../office/client.ts';
import { DeviceLines } from './device-lines.tsx';

const READER: DeviceHealth = {
  ...{ deviceId: 'id-card', kind: 'id-card', transport: 'serial', path: 'COM3', vidPid: null, model: null },
  ...{ serialNo: '05.03-20199401', firmware: null, state: 'ready', simulated: false, lastOkAt: null, lastError: null },
  ...{ counters: { ok: 3, fail: 1, reconnect: 2 }, canTest: true },
};
const TOLD = { code: 'DEV-107', sentence: '读卡器连接断开，正在自动重连。', raw: 'EIO' };

/** Somebody at a desk: nothing on a line depends on who it is. */
const ME: NonNullable<ContextType<typeof MeContext>> = {
  session: {
    officer: {
      ...{ id: 'o', number: '330101', name: '张三', unit: '', roles: ['OFFICER'], certNo: '', certIssuer: '' },
      ...{ certFrom: null, certTo: null, areas: [], status: 'ACTIVE', certState: 'NONE', certDaysLeft: null },
      hasPassword: true,
    },
    ...{ locked: false, idleMinutes: 30 },
  },
  office: {
    ...{ phase: 'ready', kind: 'demo', townName: '青溪镇', authorityName: '青溪镇人民政府', deskName: '一号窗口' },
    ...{ version: '0', now: '2026-11-22T01:00:00.000Z', legalDay: '2026-11-22', dayKind: 'rest' },
    ...{ dayEstimated: false, shellKeepsKey: false },
  },
};

/** The line of one device, as the page draws it; words without tags. */
function line(change: Partial<DeviceHealth>, mayTest = true): { words: string; html: string } {
  const row = /<tr[^>]*data-row-key[\s\S]*?<\/tr>/.exec(panel([{ ...READER, ...change }], mayTest))?.[0] ?? '';
  return { html: row, words: row.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
}

function panel(devices: DeviceHealth[], mayTest = true, families: TrainingFamily[] = []): string {
  const client = new QueryClient();
  client.setQueryData(query.devices.training.queryKey(), { families });
  client.setQueryData(query.devices.list.queryKey(), devices);
  return renderToStaticMarkup(
    <ConfigProvider button={BUTTONS}>
      <App>
        <QueryClientProvider client={client}>
          <MeContext value={ME}>
            <DeviceLines mayOrder mayTest={mayTest} />
          </MeContext>
        </QueryClientProvider>
      </App>
    </ConfigProvider>,
  );
}

const SEEN: Record<DeviceHealth['state'], { dot: string; words: RegExp; acts: string[] }> = {
  absent: { dot: 'bad', words: /读卡器连接断开，正在自动重连。（DEV-107）/, acts: ['测试读卡', '重新检测', '断开'] },
  opening: { dot: 'look', words: /正在连接/, acts: ['测试读卡', '重新检测', '断开'] },
  ready: { dot: 'good', words: /正常，可以使用/, acts: ['测试读卡', '重新检测', '断开'] },
  busy: { dot: 'good', words: /正在工作/, acts: ['测试读卡', '重新检测', '断开'] },
  attention: { dot: 'look', words: /正在自动重连。（DEV-107）/, acts: ['测试读卡', '重新检测', '断开'] },
  error: { dot: 'bad', words: /正在自动重连。（DEV-107）/, acts: ['测试读卡', '重新检测', '断开'] },
  disabled: { dot: 'off', words: /已断开，点「连接」恢复使用/, acts: ['连接'] },
};

const actsIn = (html: string) =>
  [...html.matchAll(/<button[\s\S]*?<\/button>/g)].map(([button]) => button.replace(/<[^>]+>/g, ''));

test.each(Object.values(DeviceState))('matrix row 14: the health panel shows the state %s', (state) => {
  const { dot, words, acts } = SEEN[state];
  const shown = line({ state, lastError: TOLD });
  expect(shown.html).toContain(`dot-${dot}`);
  expect(shown.words).toMatch(words);
  expect(shown.words).toContain('身份证读卡器');
  expect(shown.words).toContain('成功 3，失败 1');
  expect(actsIn(shown.html)).toEqual(acts);
});

/** The name of its own act, and where the families differ: a dock without a camera is as it should be. */
const FAMILIES: Record<DeviceHealth['kind'], { act: string[]; differs?: Partial<typeof SEEN> }> = {
  'id-card': { act: ['测试读卡'] },
  'signature-pad': { act: ['测试签名'] },
  'receipt-printer': { act: ['试打'] },
  scanner: { act: ['测试扫码'] },
  'queue-display': { act: ['测试显示'] },
  bodycam: { act: [], differs: { absent: { dot: 'off', words: /没有插记录仪，插上后会自动认出/, acts: [] } } },
  'camera-control': {
    act: [],
    differs: {
      absent: { dot: 'off', words: /没有插记录仪，插上后会自动认出/, acts: [] },
      busy: { dot: 'good', words: /记录仪正忙，等它停下/, acts: [] },
    },
  },
};
const EACH = Object.entries(FAMILIES).flatMap(([kind, family]) =>
  Object.values(DeviceState).map((state) => ({ kind: kind as DeviceHealth['kind'], state, family })),
);

test.each(EACH)('matrix row 14: $kind shows the state $state', ({ kind, state, family }) => {
  const { dot, words } = family.differs?.[state] ?? SEEN[state];
  const shown = line({ kind, deviceId: kind, state, lastError: TOLD, canTest: family.act.length > 0 });
  expect(shown.html).toContain(`dot-${dot}`);
  expect(shown.words).toMatch(words);
  expect(shown.words).toContain(DEVICE_NAMES[kind]);
  const acts = actsIn(shown.html);
  if (state === 'disabled') expect(acts).toEqual(['连接']);
  else {
    expect(acts.slice(0, family.act.length)).toEqual(family.act);
    expect(acts.slice(-2)).toEqual(['重新检测', '断开']);
  }
});

test('matrix row 14: a simulated device is marked on its line, a real one is not', () => {
  expect(line({ simulated: true }).words).toMatch(/身份证读卡器 模拟/);
  expect(line({ simulated: false }).words).not.toContain('模拟');
  expect(line({ simulated: true, path: 'simulator' }).words).toContain('程序里的模拟设备');
});

test('a training device is nowhere, also in the dock where only the camera that is spoken to trains', () => {
  const at = (kind: DeviceHealth['kind'], path: string, families: TrainingFamily[]) =>
    panel([{ ...READER, kind, path }], true, families);
  expect(at('queue-display', 'tcp://127.0.0.1:4711', ['queue-display'])).not.toContain('127.0.0.1');
  const dock = at('bodycam', 'E:\\; /data/volumes/BWCZZ20002?simulated', ['camera-control']);
  expect(dock).toContain('E:\\；程序里的模拟设备');
  expect(dock).not.toContain('BWCZZ20002');
});

test('families stand in one order, whichever was connected first', () => {
  const kinds = ['bodycam', 'receipt-printer', 'id-card', 'signature-pad'] as const;
  const html = panel(kinds.map((kind) => ({ ...READER, kind, deviceId: kind })));
  expect([...html.matchAll(/data-row-key="([^"]+)"/g)].map(([, key]) => key)).toEqual([
    ...['id-card', 'signature-pad', 'receipt-printer', 'bodycam'],
  ]);
});

test('who may not change devices may still look again', () => {
  expect(actsIn(line({}, false).html)).toEqual(['重新检测']);
  expect(line({ state: 'disabled' }, false).html).toMatch(/<button[^>]*disabled/);
});

test('a button at work keeps its name: the turning icon has none', () => {
  const html = renderToStaticMarkup(
    <ConfigProvider button={BUTTONS}>
      <Button loading>保存</Button>
    </ConfigProvider>,
  );
  expect(html).toContain('anticon-loading');
  expect(/<span[^>]*anticon-loading[^>]*>/.exec(html)?.[0]).toContain('aria-hidden="true"');
});
