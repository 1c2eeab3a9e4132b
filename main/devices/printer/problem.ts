import type { DeviceError } from '../../../preload/contract/devices.ts';
import { systemError } from '../system-error.ts';
import { SPOOL_LATE, SPOOL_MISSING } from '../transport/spool.ts';
import type { Condition } from './status.ts';

const problem = (code: string, sentence: string, raw = ''): DeviceError => ({ code, sentence, raw });

/** What keeps a printer from printing; undefined when it can. */
export function blockedBy(condition: Condition): DeviceError | undefined {
  if (condition.cover === 'open') return problem('DEV-212', '打印机盖子开着，内容没有丢。请合上盖子，之后会继续打印。');
  if (condition.paper === 'out') return problem('DEV-211', '打印机缺纸，内容没有丢。请装纸，之后会继续打印。');
  if (condition.fault === 'cutter') return problem('DEV-213', '打印机切刀卡住，内容没有丢。请断电取出卡纸后再开机。');
  if (condition.fault === 'mechanical' || condition.fault === 'unrecoverable')
    return problem('DEV-214', '打印机报告故障，内容没有丢。请关机再开机；仍不行请报修。');
  if (condition.fault === 'hot') return problem('DEV-215', '打印头过热，内容没有丢。请稍等几分钟，降温后会继续打印。');
  if (!condition.online) return problem('DEV-216', '打印机处于脱机状态，内容没有丢。请按一下打印机上的联机键。');
  return undefined;
}

/** Why no connection came about, from what the system said. */
export function cannotConnect(error: unknown): DeviceError {
  const { code, message: raw } = systemError(error);
  if (code === 'ECONNREFUSED')
    return problem(
      'DEV-202',
      '打印机拒绝连接，内容没有丢。请检查打印机地址和端口，或打印机是否正被别的电脑占用。',
      raw,
    );
  if (code === 'EBUSY')
    return problem(
      'DEV-217',
      '打印机正被另一个程序占用，内容没有丢。请关掉那个程序，或把打印机改接系统打印队列。',
      raw,
    );
  if (code === 'ESPOOL') return spoolProblem(raw);
  if (/EACCES|permission denied|access denied/i.test(raw))
    return problem(
      'DEV-207',
      '没有使用打印机端口的权限，内容没有丢。请让管理员安装随软件的 udev 规则（Windows 上在打印机属性里授权），重新插上后再试。',
      raw,
    );
  return problem('DEV-201', '连不上打印机，内容没有丢。请检查电源、网线和打印机地址。', raw);
}

/** Why a queue of the system cannot be used; its own words, mostly English, are for support only. */
function spoolProblem(raw: string): DeviceError {
  if (raw === SPOOL_LATE)
    return problem('DEV-233', '系统的打印服务没有应答，内容没有丢。请重启电脑；仍不行请让管理员检查打印服务。', raw);
  if (raw === SPOOL_MISSING)
    return problem('DEV-234', '这台电脑没有装打印服务（CUPS），内容没有丢。请让管理员安装，或改用其他接法。', raw);
  return problem('DEV-230', '系统打印队列不能用，内容没有丢。请在系统设置里核对打印机名称，确认能打印测试页。', raw);
}

export const SILENT = problem(
  'DEV-203',
  '打印机无应答，内容没有丢。请检查打印机是否开机，或在设备设置里核对地址和型号。',
);
export const NOT_A_PRINTER = problem('DEV-204', '这个地址上的设备不是打印机，什么也没有打印。请在设备设置里核对地址。');
export const BROKEN_OFF = problem(
  'DEV-205',
  '打印途中连接断开，可能已打出一部分。请核对打印机上的纸，再选择「补打」或「标记完成」。',
);
export const NOT_CONFIRMED = problem(
  'DEV-206',
  '内容已发给打印机，但打印机没有确认打完。请核对打印机上的纸，再选择「补打」或「标记完成」。',
);
export const NO_STATUS = problem(
  'DEV-208',
  '内容已发出，这台打印机不回报状态。请核对打印机上的纸，再选择「补打」或「标记完成」。',
);
export const DISCONNECTED = problem('DEV-218', '小票打印机已断开，内容没有丢。请在设备页点「连接」后再打印。');
const PAPER_OUT_MIDWAY = problem('DEV-221', '缺纸，装纸后将继续打印。');
const COVER_OPEN_MIDWAY = problem('DEV-222', '打印途中盖子打开，合上后将继续打印。');

/** Why a job that has been sent is not confirmed, from the printer's condition. */
export function stuckBy(condition: Condition): DeviceError {
  if (condition.cover === 'open') return COVER_OPEN_MIDWAY;
  if (condition.paper === 'out') return PAPER_OUT_MIDWAY;
  return blockedBy(condition) ?? NOT_CONFIRMED;
}
