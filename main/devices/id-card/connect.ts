import { CannotConnect } from '../cannot-connect.ts';
import type { Clock } from '../clock.ts';
import { formatSamId, isGood, SAM_ID, STATUS, Sw3 } from '../samv/commands.ts';
import { NoReply, SamModule } from '../samv/module.ts';
import { problemOf } from '../samv/sw3.ts';
import { systemError } from '../system-error.ts';
import type { Trace } from '../trace.ts';
import type { Candidate } from './candidates.ts';

export interface Connected {
  readonly module: SamModule;
  readonly candidate: Candidate;
  readonly samId: string;
}

const MANUAL = '已记下的内容没有丢，其间可手工录入。';

function openFailed(error: unknown, path = ''): CannotConnect {
  const { message: raw } = systemError(error);
  if (path.startsWith('helper:'))
    return new CannotConnect('error', {
      code: 'DEV-183',
      sentence: `读卡助手程序不能启动，${MANUAL}请在设备设置里核对程序的位置，并确认允许运行它。`,
      raw,
    });
  if (/EACCES|permission denied/i.test(raw))
    return new CannotConnect('error', {
      code: 'DEV-102',
      sentence: `没有使用读卡器端口的权限，${MANUAL}请让管理员把当前用户加入 dialout 组（HID 读卡器请安装随软件的 udev 规则）后重新登录。`,
      raw,
    });
  // Windows says "access denied" of a port that another program has open.
  if (/lock port|EBUSY|resource busy|access denied/i.test(raw))
    return new CannotConnect('error', {
      code: 'DEV-103',
      sentence: `读卡器串口正被别的程序占用，${MANUAL}请关闭其他读卡软件后点「重新检测」。`,
      raw,
    });
  return new CannotConnect('absent', {
    code: 'DEV-101',
    sentence: `读卡器没有连接，${MANUAL}请检查 USB 线或设备设置，接好后会自动恢复。`,
    raw,
  });
}

/** Opens one candidate and asks for its status; only a SAM-V module answers that. @throws CannotConnect */
async function probe(candidate: Candidate, clock: Clock, trace: Trace): Promise<Connected> {
  const transport = await candidate
    .dial((line) => trace.add(line))
    .catch((error) => {
      throw openFailed(error, candidate.path);
    });
  const module = new SamModule(transport, clock, trace);
  try {
    const status = await module.run(STATUS);
    if (status.sw3 === Sw3.selfTestFailed || status.sw3 === Sw3.notAuthorised)
      throw new CannotConnect('error', { ...problemOf(status.sw3), raw: status.sw3.toString(16) });
    if (!isGood(STATUS, status)) throw new NoReply('corrupt');
    const samId = await module.run(SAM_ID);
    return { module, candidate, samId: isGood(SAM_ID, samId) ? formatSamId(samId.data) : '' };
  } catch (error) {
    await module.close();
    if (error instanceof CannotConnect) throw error;
    const reason = error instanceof NoReply ? error.reason : String(error);
    if (reason === 'corrupt' || reason === 'incomplete')
      throw new CannotConnect('error', {
        code: 'DEV-105',
        sentence: `这个端口上的设备不是二代证读卡器，或回答不完整，${MANUAL}请在设备设置里改选端口。`,
        raw: reason,
      });
    throw new CannotConnect('absent', {
      code: 'DEV-104',
      sentence: `读卡器没有反应，${MANUAL}请检查 USB 线和电源，恢复后会自动连接。`,
      raw: reason,
    });
  }
}

/**
 * Tries the candidates in order. When none is a reader, the answer is the most telling failure: a module that
 * identified itself but cannot work, then a port that cannot be used, then silence.
 * @param gaveUp asked before each candidate: nobody waits for the answer any more
 * @throws CannotConnect
 */
export async function connectReader(
  candidates: readonly Candidate[],
  clock: Clock,
  trace: Trace,
  gaveUp: () => boolean = () => false,
): Promise<Connected> {
  let worst = openFailed('no serial port found');
  const unopened = new Set<string>();
  for (const candidate of candidates) {
    if (gaveUp()) break;
    if (unopened.has(candidate.path)) continue;
    try {
      return await probe(candidate, clock, trace);
    } catch (error) {
      if (!(error instanceof CannotConnect)) throw error;
      const speed = candidate.baudRate === null ? '' : ` at ${candidate.baudRate}`;
      trace.add(`probe ${candidate.path}${speed}: ${error.told.code} ${error.told.raw}`);
      // A port that could not be opened will not open at another speed; a module that refuses is a module.
      if (['DEV-101', 'DEV-102', 'DEV-103', 'DEV-183'].includes(error.told.code)) unopened.add(candidate.path);
      if (['DEV-160', 'DEV-166'].includes(error.told.code)) throw error;
      if (error.state === 'error' || (worst.state === 'absent' && worst.told.code === 'DEV-101')) worst = error;
    }
  }
  throw worst;
}
