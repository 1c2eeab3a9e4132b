import { z } from 'zod';
import type { Part } from '../layout.ts';

/** Where a receipt comes from; anything but a real office with real devices is marked on the paper. */
export const origin = {
  demo: z.boolean(),
  simulated: z.boolean(),
  /** 样张: printed from the device centre to look at, with invented facts. */
  sample: z.boolean().default(false),
};
interface Origin {
  readonly demo: boolean;
  readonly simulated: boolean;
  readonly sample: boolean;
}

/** What one kind of receipt says: its facts, how they are laid out, and invented facts to look at. */
export interface Template<Facts extends Origin> {
  readonly title: string;
  readonly facts: z.ZodType<Facts>;
  readonly parts: (facts: Facts) => Part[];
  readonly sample: Omit<Facts, keyof Origin>;
}

/** The parts of a receipt between its marks. @param reprint 0 for the first print, n for 补打 第 n 次 */
export function partsOf<Facts extends Origin>(of: Template<Facts>, content: unknown, reprint: number): Part[] {
  const facts = of.facts.parse(content);
  const ends = marks(facts, reprint);
  return [...ends, ...of.parts(facts), ...ends];
}

/** Marks that stand at the top and the bottom of a receipt, so that no half of it passes for a real, first one. */
function marks({ demo, simulated, sample }: Origin, reprint: number): Part[] {
  const why = sample ? '样张' : demo ? '演示' : simulated ? '含模拟设备数据' : null;
  const words = [...(why === null ? [] : [`${why} 不作为凭证`]), ...(reprint > 0 ? [`补打 第${reprint}次`] : [])];
  return words.map((word) => ({ kind: 'text', text: `【${word}】`, align: 'centre', bold: true }));
}

export const officers = z.array(z.object({ name: z.string(), certNo: z.string() }));

export const text = (words: string): Part => ({ kind: 'text', text: words });
export const pair = (label: string, value: string): Part => ({ kind: 'pair', label, value });
export const RULE: Part = { kind: 'rule' };
export const chineseDay = (day: string): string => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

/** Authority and title, as every receipt begins. */
export const heading = (authority: string, title: string): Part[] => [
  { kind: 'text', text: authority, align: 'centre' },
  { kind: 'text', text: title, align: 'centre', double: true },
  RULE,
];

export const signedBy = (of: z.infer<typeof officers>): Part[] =>
  of.map((officer) => text(`执法人员：${officer.name} ${officer.certNo}`));

/** The code that finds the paper again: number and check code in one QR. */
export const checkQr = (docNo: string, checkCode: string): Part => ({
  kind: 'qr',
  content: `${docNo} ${checkCode}`,
  caption: `查验码 ${checkCode}`,
});

/** Invented people for samples. */
export const SAMPLE_OFFICERS = [
  { name: '样例甲', certNo: '33060000001' },
  { name: '样例乙', certNo: '33060000002' },
];
export const SAMPLE_AUTHORITY = '样例镇人民政府';
