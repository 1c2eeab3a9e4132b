import type { DeviceError } from '../../../preload/contract/devices.ts';
import { systemError } from '../system-error.ts';

const OTHERWISE = '其间可以在屏幕上签名。';

const problem = (code: string, sentence: string, raw = ''): DeviceError => ({ code, sentence, raw });

export const NO_PAD = problem('DEV-401', `没有找到签字板，${OTHERWISE}请检查 USB 线，接好后会自动恢复。`);
export const NOT_A_PAD = problem(
  'DEV-404',
  `这个位置上的设备不是 Wacom STU 签字板，或回答不完整，${OTHERWISE}请在设备设置里改填 auto 或正确的位置。`,
);
export const SILENT = problem('DEV-405', `签字板没有反应，${OTHERWISE}请拔下再插上，恢复后会自动连接。`);
export const LOST = problem('DEV-406', `签字板连接断开，${OTHERWISE}请检查 USB 线，正在自动重连。`);

/** A pad that could not be opened, from what the system said. */
export function cannotOpen(error: unknown): DeviceError {
  const { code, message: raw } = systemError(error);
  if (/EACCES|permission denied|access denied/i.test(`${code} ${raw}`))
    return problem(
      'DEV-402',
      `没有使用签字板的权限，${OTHERWISE}请让管理员把软件目录 resources/udev 里的规则复制到 /etc/udev/rules.d 后重新插上。`,
      raw,
    );
  if (/EBUSY|resource busy|sharing violation/i.test(`${code} ${raw}`))
    return problem('DEV-403', `签字板正被别的程序占用，${OTHERWISE}请关闭其他签名软件后点「重新检测」。`, raw);
  return { ...NO_PAD, raw };
}

/** Why a signing on the pad ended without a signature. Nothing of it was kept. */
export const Ended = {
  cancelled: { code: 'DEV-411', sentence: '签名人在签字板上按了「取消」，没有保存任何笔迹。可以重新签名或办理拒签。' },
  lost: {
    code: 'DEV-412',
    sentence: '签字板断开，没写完的签名已作废，没有保存。请接好签字板后重新签名，或改在屏幕上签名。',
  },
  taken: { code: 'DEV-413', sentence: '另一个窗口开始使用签字板，这里没写完的签名已作废，没有保存。请稍后重新签名。' },
} as const;
