import { inWords } from './cases/index.ts';
import { INSPECTION_ACTIONS } from './inspections/index.ts';
import type { Recorded } from './ledger/index.ts';
import { ADMIN_ACTIONS } from './people/index.ts';

/** Actions that belong to no case and are not the administrators'. */
const AROUND: Readonly<Record<string, string>> = {
  'card.read': '读取证件',
  'subject.recorded': '登记当事人',
  'clip.stored': '录像入库',
  'clip.found-again': '核对已入库的录像',
  'photo.kept': '高拍仪拍摄存入',
  'photo.detached': '照片移出案件',
  'evidence.device-bound': '登记记录仪使用人',
  'evidence.camera-clock': '记下记录仪的时钟偏差',
  'evidence.camera-carrier': '把使用人编号写入记录仪',
  'evidence.name-profile-learned': '学会一台记录仪的命名规则',
  'queue.number-taken': '取排队号',
  'queue.number-called': '叫号',
  'queue.number-ended': '排队号办完或过号',
  'ledger.payload-erased': '按批准销毁内容',
};

/** What an action is called on the screen, whatever module it is from. */
export const titleOf = (action: Recorded): string => {
  const { kind } = action;
  const around = (isBeside(action.payload) ? BESIDE[kind] : undefined) ?? AROUND[kind];
  if (around !== undefined) return isUnsure(action.payload) ? `${around}（结果不明）` : around;
  return ADMIN_ACTIONS[kind] ?? INSPECTION_ACTIONS[kind] ?? inWords(action).title;
};

/** What lies beside a recording is taken in by the same actions. */
const BESIDE: Readonly<Record<string, string>> = { 'clip.stored': '轨迹或设备日志入库' };
const isBeside = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'kind' in payload && payload.kind !== 'MEDIA';

/** An order to a camera that was given and not answered. */
const isUnsure = (payload: unknown): boolean =>
  typeof payload === 'object' && payload !== null && 'unsure' in payload && payload.unsure === true;
