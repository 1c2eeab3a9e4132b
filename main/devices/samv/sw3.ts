import type { RefusalCode } from '../../../preload/contract/refusal.ts';
import { Sw3 } from './commands.ts';

/** What the operator is told, by the module's status. The code is DEV-1 followed by the two digits of the status. hardware.md §1.5. */
const SENTENCES: Readonly<Record<number, string>> = {
  16: '读卡器收到的指令有误，未录入任何内容。请拿起证件重新放置。',
  17: '读卡器收到的指令长度有误，未录入任何内容。请拿起证件重新放置。',
  33: '这台读卡器不支持该项功能。请手工录入，并联系技术支持。',
  35: '读卡器未授权该项操作，未录入任何内容。请拿起证件重新放置。',
  36: '这台读卡器不认识该指令。请手工录入，并联系技术支持。',
  49: '证件认证读卡器失败，未录入任何内容。请拿起证件重新放置。',
  50: '读卡器认证证件失败，未录入任何内容。请拿起证件重新放置。',
  51: '证件信息校验失败，疑似异常证件，未录入任何内容。请拿起证件核对真伪后重新放置，或手工录入并注明。',
  64: '不是可识别的证件，未录入任何内容。请换用居民身份证，或手工录入。',
  65: '读取失败，未录入任何内容。请拿起证件重新放置。',
  71: '读卡器取随机数失败，未录入任何内容。请拿起证件重新放置。',
  96: '读卡器自检失败，已记下的内容没有丢。请重新插拔读卡器；仍不行请手工录入并报修。',
  102: '读卡器未授权，已记下的内容没有丢。请联系读卡器厂家，其间手工录入。',
};

/**
 * What the driver does before it gives up. `again`: the same request once more. `reset`: the module is reset and the card
 * found, selected and read once more. `reselect`: the same without the reset. `lift`: only laying the card anew helps.
 */
export type Reaction = 'again' | 'reset' | 'reselect' | 'lift';

const REACTIONS: Readonly<Record<number, Reaction>> = { 16: 'again', 17: 'again', 35: 'reselect', 71: 'reset' };

export const reactionTo = (sw3: number): Reaction => REACTIONS[sw3] ?? 'lift';

export interface Problem {
  readonly code: RefusalCode;
  readonly sentence: string;
}

/** Code and sentence for a status that is not success. */
export function problemOf(sw3: number): Problem {
  if (sw3 === Sw3.noCard || sw3 === Sw3.selectFailed)
    return { code: 'DEV-108', sentence: '证件没有读完就离开了读卡器，未录入任何内容。请重新放置，读出后再拿起。' };
  const digits = sw3.toString(16).padStart(2, '0').toUpperCase();
  const sentence = SENTENCES[sw3];
  if (sentence === undefined)
    return {
      code: 'DEV-109',
      sentence: `读卡器返回未知状态 ${digits}，未录入任何内容。请拿起证件重新放置，或手工录入。`,
    };
  return { code: `DEV-${100 + Number(digits)}`, sentence };
}
