import type { DeviceError } from '../../../preload/contract/devices.ts';
import type { LineWords } from '../line-driver.ts';

const OTHERWISE = '其间可以在查找栏里手工输入查验码。';

const problem = (code: string, sentence: string): DeviceError => ({ code, sentence, raw: '' });

export const SCANNER_WORDS: LineWords = {
  absent: problem('DEV-501', `没有找到扫码枪，${OTHERWISE}请检查 USB 线，接好后会自动恢复。`),
  forbidden: problem(
    'DEV-502',
    `没有使用扫码枪端口的权限，${OTHERWISE}请让管理员把当前用户加入 dialout 组（或安装随软件的 udev 规则）后重新登录。`,
  ),
  taken: problem('DEV-503', `扫码枪的串口正被别的程序占用，${OTHERWISE}请关闭那个程序后点「重新检测」。`),
  lost: problem('DEV-507', `扫码枪连接断开，没收完的码没有采用，${OTHERWISE}请检查 USB 线，正在自动重连。`),
};

export const UNREADABLE = problem(
  'DEV-504',
  '扫码枪送来的内容读不懂，没有采用；请再扫一次，仍不行请核对扫码枪的波特率和字符编码（UTF-8 或 GB18030）。',
);
export const ENDLESS = problem(
  'DEV-505',
  '扫码枪送来的内容没有结束符，不知道码是否完整，没有采用；请按扫码枪说明书扫「添加回车后缀」设置码后再扫。',
);
export const TOO_LONG = problem('DEV-506', '扫码枪送来的内容太长，不是一个码，没有采用；请再扫一次。');
