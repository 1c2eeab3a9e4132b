import type { ClockComparison } from '../../preload/contract/values.ts';
import { offsetWords } from '../devices/device-words.ts';

/** A clock that is further off shows in the minutes that papers, signatures and recordings carry. */
const WRONG_SECONDS = 60;

export const isWrong = ({ pcAheadSeconds }: ClockComparison) => Math.abs(pcAheadSeconds) > WRONG_SECONDS;

/** 本机时钟准, 本机时钟快 5 分 20 秒, 本机时钟慢 3 小时 2 分. */
export const clockWords = ({ pcAheadSeconds }: ClockComparison) => `本机${offsetWords(-pcAheadSeconds)}`;
