import type { Offload, Volume } from '../../preload/contract/evidence.ts';
import type { DotState } from '../frame/dot.tsx';

export const OFFLOAD_STATES: Record<Offload['state'], { dot: DotState; words: string }> = {
  COPYING: { dot: 'good', words: '正在导入' },
  DONE: { dot: 'good', words: '已导完' },
  INTERRUPTED: { dot: 'look', words: '没导完' },
  FAILED: { dot: 'bad', words: '有没导入的' },
};

/** The last import of the camera that stands in this slot. */
export function offloadOf(volume: Volume, offloads: readonly Offload[]): Offload | undefined {
  return offloads.find((one) => one.deviceNo === (volume.deviceNo || volume.label));
}
