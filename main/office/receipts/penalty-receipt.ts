import { z } from 'zod';
import { formatYuan } from '../../../preload/contract/money.ts';
import type { Part } from './layout.ts';

/** What a penalty receipt says. The party is masked before it gets here. */
export const penaltyReceipt = z.object({
  authority: z.string(),
  docNo: z.string(),
  party: z.string(),
  maskedNo: z.string(),
  cause: z.string(),
  decidedOn: z.iso.date(),
  /** Null for a warning. */
  fineFen: z.int().min(0).nullable(),
  payment: z.union([
    z.object({ way: z.literal('ON_SITE'), ticketNo: z.string() }),
    z.object({ way: z.literal('BANK'), channel: z.string(), dueOn: z.iso.date(), payCode: z.string().nullable() }),
    z.null(),
  ]),
  officers: z.array(z.object({ name: z.string(), certNo: z.string() })),
  checkCode: z.string(),
  demo: z.boolean(),
  simulated: z.boolean(),
});
export type PenaltyReceipt = z.infer<typeof penaltyReceipt>;

const text = (words: string): Part => ({ kind: 'text', text: words });
const chineseDay = (day: string) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');

/** Marks that stand at the top and the bottom of a receipt, so that no half of it passes for a real, first one. */
export function marks(on: { demo: boolean; simulated: boolean }, reprint: number): Part[] {
  const words = [
    ...(on.demo ? ['演示 不作为凭证'] : on.simulated ? ['含模拟设备数据 不作为凭证'] : []),
    ...(reprint > 0 ? [`补打 第${reprint}次`] : []),
  ];
  return words.map((word) => ({ kind: 'text', text: `【${word}】`, align: 'centre', bold: true }));
}

function payment(receipt: PenaltyReceipt): Part[] {
  if (receipt.payment === null) return [];
  if (receipt.payment.way === 'ON_SITE')
    return [text('罚款已当场收缴。'), { kind: 'pair', label: '专用票据号', value: receipt.payment.ticketNo }];
  const { channel, dueOn, payCode } = receipt.payment;
  return [
    { kind: 'pair', label: '缴款期限', value: chineseDay(dueOn) },
    text(`缴款方式：${channel}`),
    // 处罚法 72(1): each day late adds 3 %, never more than the fine itself.
    text('逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。'),
    ...(payCode === null ? [] : [{ kind: 'qr' as const, content: payCode, caption: '扫码缴款' }]),
  ];
}

/**
 * The slip a party takes along (当场处罚缴款凭条 / 处罚回执). It repeats the decision, it does not replace it.
 * @param reprint 0 for the first print, n for 补打 第 n 次
 */
export function penaltyReceiptParts(receipt: PenaltyReceipt, reprint: number): Part[] {
  const fine = receipt.fineFen;
  const top = marks(receipt, reprint);
  return [
    ...top,
    { kind: 'text', text: receipt.authority, align: 'centre' },
    {
      kind: 'text',
      text: receipt.payment?.way === 'BANK' ? '罚款缴款凭条' : '当场处罚回执',
      align: 'centre',
      double: true,
    },
    { kind: 'rule' },
    text(`文书号：${receipt.docNo}`),
    text(`当事人：${receipt.party}`),
    ...(receipt.maskedNo === '' ? [] : [text(`证件号：${receipt.maskedNo}`)]),
    text(`案由：${receipt.cause}`),
    { kind: 'pair', label: '决定日期', value: chineseDay(receipt.decidedOn) },
    { kind: 'rule' },
    fine === null
      ? { kind: 'text', text: '处罚：警告', bold: true }
      : { kind: 'text', text: `罚款：${formatYuan(fine)}`, bold: true },
    ...payment(receipt),
    { kind: 'rule' },
    ...receipt.officers.map((officer) => text(`执法人员：${officer.name} ${officer.certNo}`)),
    text('本凭条不代替处罚决定书。'),
    { kind: 'qr', content: `${receipt.docNo} ${receipt.checkCode}`, caption: `查验码 ${receipt.checkCode}` },
    ...top,
  ];
}
