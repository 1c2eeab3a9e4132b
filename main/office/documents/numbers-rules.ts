import { refuse } from '../../../preload/contract/refusal.ts';

/** What a document number is made of. domain.md §2.4 */
interface NumberParts {
  /** 机关代字, e.g. 云溪综执. */
  readonly prefix: string;
  /** 文书字, e.g. 当罚决字. */
  readonly word: string;
  readonly year: number;
  readonly seq: number;
}

/** The town's pattern: `{机关代字}{文书字}〔{年}〕第{号}号`, with or without 第, and the least number of digits. */
export interface NumberPattern {
  readonly template: string;
  readonly width: number;
}

/** Writes a number by the town's pattern. Refuses DOC-211 for a pattern without 〔{年}〕 or {号}. */
export function formatNumber(parts: NumberParts, { template, width }: NumberPattern): string {
  // The year stands in 〔〕, never in [] or () (GB/T 9704).
  if (!template.includes('〔{年}〕') || !template.includes('{号}')) {
    refuse('DOC-211', '文号格式须含“〔{年}〕”和“{号}”，未取号，请系统管理员在参数中改正文号格式。');
  }
  return template
    .replace('{机关代字}', parts.prefix)
    .replace('{文书字}', parts.word)
    .replace('{年}', String(parts.year))
    .replace('{号}', String(parts.seq).padStart(width, '0'));
}

/** One taken number: voided numbers stay in the list. `date` is the legal day on which it was taken. */
export interface TakenNumber {
  readonly number: string;
  readonly seq: number;
  readonly date: string;
  readonly state: 'ISSUED' | 'VOIDED';
}

interface NumberTrouble {
  readonly kind: 'GAP' | 'DUPLICATE' | 'INVERSION';
  /** The number as written, or the sequence that is missing. */
  readonly number: string;
  readonly trouble: string;
}

/**
 * Gaps, duplicates and inversions (higher number, earlier date) in the numbers of one authority, word and year,
 * from 1 to the highest taken. Voided numbers are taken, not missing. T15; domain.md §2.4 ④
 */
export function checkNumbers(taken: readonly TakenNumber[], write: (seq: number) => string): readonly NumberTrouble[] {
  const sorted = [...taken].sort((a, b) => a.seq - b.seq || a.date.localeCompare(b.date));
  const found: NumberTrouble[] = [];
  let expected = 1;
  let latest: TakenNumber | undefined;
  for (const current of sorted) {
    for (; expected < current.seq; expected += 1) {
      const number = write(expected);
      found.push({ kind: 'GAP', number, trouble: `断号：${number} 没有使用或作废记录，请登记去向。` });
    }
    if (current.seq < expected) {
      found.push({
        kind: 'DUPLICATE',
        number: current.number,
        trouble: `重号：${current.number} 被使用不止一次，请核对并作废其一。`,
      });
    }
    expected = Math.max(expected, current.seq + 1);
    if (latest && current.date < latest.date) {
      found.push({
        kind: 'INVERSION',
        number: current.number,
        trouble: `倒挂：${current.number} 的日期 ${current.date} 早于前号 ${latest.number} 的 ${latest.date}，请核对日期。`,
      });
    } else {
      latest = current;
    }
  }
  return found;
}
