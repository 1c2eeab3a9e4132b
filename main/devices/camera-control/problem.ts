import type { DeviceError } from '../../../preload/contract/devices.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { Result } from './messages.ts';

const SAFE = '记录仪里的录像没有改动。';

export const HELPER_GONE = {
  code: 'DEV-331',
  sentence: `记录仪助手程序不能启动或自己退出了，${SAFE}请在连接设置里核对程序的位置；会自动再试。`,
} as const satisfies Omit<DeviceError, 'raw'>;
export const NOT_ANSWERING = {
  code: 'DEV-332',
  sentence: `记录仪没有反应或回答不完整，${SAFE}请重新插好记录仪；会自动再试。`,
} as const satisfies Omit<DeviceError, 'raw'>;

export const HELPER_CRASHED = {
  code: 'DEV-343',
  sentence: `记录仪助手程序出错退出了（它没有说记录仪被拔出），${SAFE}会自动重新启动它，请等设备页显示正常后核对再做；反复出现请联系厂家。`,
} as const satisfies Omit<DeviceError, 'raw'>;

/** Refuses DEV-330: no camera that can be asked. */
export const noCamera = (): never =>
  refuse('DEV-330', '现在没有连着可以操作的记录仪，什么都没有改动。请插好记录仪，等设备页显示正常后再试。');

/** Refuses DEV-332, or DEV-343 where the helper failed by itself. */
export function noAnswer(crashed = false): never {
  const { code, sentence } = crashed ? HELPER_CRASHED : NOT_ANSWERING;
  return refuse(code, sentence);
}

/**
 * Refuses DEV-344: an order went out and no answer to it came, so the camera may have followed it. The office keeps it
 * as that before it passes the sentence on.
 */
export function inDoubt(deviceNo: string, what: string, crashed: boolean): never {
  return refuse(
    'DEV-344',
    `${crashed ? '记录仪助手程序出错退出' : '记录仪没有回答'}，${what}的结果不明：记录仪 ${deviceNo} 可能已经${what}，也可能没有，已按「结果不明」记入账本，${SAFE}请等设备页恢复正常后核对，需要时再做一次。`,
  );
}

/**
 * What came of an order in words.
 * @param good the result that means done
 */
export function expectDone(result: number | 'busy', good: number, what: string): void {
  if (result === good) return;
  if (result === 'busy')
    refuse('DEV-333', `记录仪正忙（可能还在录像），没有${what}，${SAFE}请停止录像，过一会儿再试。`);
  // Cameras lock after wrong passwords: a person types it again, the program never tries another. hardware.md §4.4
  if (result === Result.passwordWrong)
    refuse('DEV-334', `记录仪的口令不对，没有${what}，${SAFE}请核对后再输；多次输错记录仪会自己锁住。`, {
      field: 'password',
    });
  if (result === Result.clockNotSet)
    refuse('DEV-335', `记录仪拒绝了校时，时钟没有改动，${SAFE}请再试一次，仍不行请用厂家软件。`);
  if (result === Result.noStorage)
    refuse('DEV-336', `记录仪没有转成存储，${SAFE}请再试一次，或在记录仪上按键进入 U 盘模式。`);
  refuse('DEV-337', `记录仪没有完成${what}，${SAFE}请重新插好再试一次。`);
}
