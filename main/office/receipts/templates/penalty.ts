import { z } from 'zod';
import { formatYuan } from '../../../../preload/contract/money.ts';
import type { Part } from '../layout.ts';
import {
  checkQr,
  chineseDay,
  heading,
  officers,
  origin,
  pair,
  RULE,
  SAMPLE_AUTHORITY,
  SAMPLE_OFFICERS,
  signedBy,
  type Template,
  text,
} from './template.ts';

/** What a penalty receipt says. The party is masked before it gets here. */
const facts = z.object({
  ...origin,
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
  officers,
  checkCode: z.string(),
});
export type PenaltyReceipt = z.infer<typeof facts>;

function payment(receipt: PenaltyReceipt): Part[] {
  if (receipt.payment === null) return [];
  if (receipt.payment.way === 'ON_SITE')
    return [{ kind: 'drawer' }, text('罚款已当场收缴。'), pair('专用票据号', receipt.payment.ticketNo)];
  const { channel, dueOn, payCode } = receipt.payment;
  return [
    pair('缴款期限', chineseDay(dueOn)),
    text(`缴款方式：${channel}`),
    // 处罚法 72(1): each day late adds 3 %, never more than the fine itself.
    text('逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。'),
    ...(payCode === null ? [] : [{ kind: 'qr' as const, content: payCode, caption: '扫码缴款' }]),
  ];
}

/** The slip a party takes along (当场处罚缴款凭条 / 处罚回执). It repeats the decision, it does not replace it. */
export const penalty: Template<PenaltyReceipt> = {
  title: '处罚回执',
  facts,
  parts: (receipt) => [
    ...heading(receipt.authority, receipt.payment?.way === 'BANK' ? '罚款缴款凭条' : '当场处罚回执'),
    text(`文书号：${receipt.docNo}`),
    text(`当事人：${receipt.party}`),
    ...(receipt.maskedNo === '' ? [] : [text(`证件号：${receipt.maskedNo}`)]),
    text(`案由：${receipt.cause}`),
    pair('决定日期', chineseDay(receipt.decidedOn)),
    RULE,
    {
      kind: 'text',
      text: receipt.fineFen === null ? '处罚：警告' : `罚款：${formatYuan(receipt.fineFen)}`,
      bold: true,
    },
    ...payment(receipt),
    RULE,
    ...signedBy(receipt.officers),
    text('本凭条不代替处罚决定书。'),
    checkQr(receipt.docNo, receipt.checkCode),
  ],
  sample: {
    authority: SAMPLE_AUTHORITY,
    docNo: '样综执当罚决字〔2026〕第0001号',
    party: '样＊',
    maskedNo: '330600********0000',
    cause: '在城镇主要街道擅自摆摊经营，影响市容环境卫生',
    decidedOn: '2026-11-05',
    fineFen: 5_000,
    payment: {
      way: 'BANK',
      channel: '样例银行各网点',
      dueOn: '2026-11-20',
      payCode: 'https://pay.example.cn/000000',
    },
    officers: SAMPLE_OFFICERS,
    checkCode: '00000000',
  },
};
