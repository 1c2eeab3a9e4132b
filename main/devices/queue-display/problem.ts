import type { DeviceError } from '../../../preload/contract/devices.ts';
import type { LineWords } from '../line-driver.ts';

const OTHERWISE = '叫号照常在屏幕上显示和播报。';

const problem = (code: string, sentence: string): DeviceError => ({ code, sentence, raw: '' });

export const DISPLAY_WORDS: LineWords = {
  absent: problem('DEV-601', `没有找到叫号屏，${OTHERWISE}请检查电源和连线，接好后会自动恢复。`),
  forbidden: problem(
    'DEV-602',
    `没有使用叫号屏端口的权限，${OTHERWISE}请让管理员把当前用户加入 dialout 组（或安装随软件的 udev 规则）后重新登录。`,
  ),
  taken: problem('DEV-603', `叫号屏的串口正被别的程序占用，${OTHERWISE}请关闭那个程序后点「重新检测」。`),
  lost: problem('DEV-607', `叫号屏连接断开，${OTHERWISE}请检查电源和连线，正在自动重连。`),
};

export const STUCK = problem('DEV-605', `叫号屏没有收下这次叫号，${OTHERWISE}正在重新连接，请看屏后按需再叫一次。`);
