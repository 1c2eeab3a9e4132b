import { z } from 'zod';
import { chineseDay, heading, origin, pair, RULE, SAMPLE_AUTHORITY, type Template, text } from './template.ts';

const facts = z.object({
  ...origin,
  authority: z.string(),
  /** Printable ASCII, so that a hand scanner reads it as Code 128. */
  acceptNo: z.string().regex(/^[!-~]{4,15}$/),
  /** Masked when a person. */
  applicant: z.string(),
  matter: z.string(),
  materials: z.array(z.object({ name: z.string(), copies: z.int().min(1) })),
  acceptedOn: z.iso.date(),
  /** The day by which the office must have decided. */
  dueOn: z.iso.date(),
  window: z.string(),
  receivedBy: z.string(),
  phone: z.string(),
});
type Acceptance = z.infer<typeof facts>;

/** 受理回执: what was handed in, when, and by when it is answered. */
export const acceptance: Template<Acceptance> = {
  title: '受理回执',
  facts,
  parts: (receipt) => [
    ...heading(receipt.authority, '受理回执'),
    text(`受理编号：${receipt.acceptNo}`),
    text(`申请人：${receipt.applicant}`),
    text(`事项：${receipt.matter}`),
    pair('受理日期', chineseDay(receipt.acceptedOn)),
    pair('办结期限', chineseDay(receipt.dueOn)),
    RULE,
    text(receipt.materials.length === 0 ? '收到材料：无' : '收到材料：'),
    ...receipt.materials.map(({ name, copies }, i) => pair(`${i + 1}. ${name}`, `${copies} 份`)),
    RULE,
    pair('受理窗口', receipt.window),
    pair('受理人', receipt.receivedBy),
    pair('咨询电话', receipt.phone),
    text('请凭本回执查询办理进度、领取结果。'),
    { kind: 'barcode', content: receipt.acceptNo },
  ],
  sample: {
    authority: SAMPLE_AUTHORITY,
    acceptNo: 'SL2026-00001',
    applicant: '样＊',
    matter: '户外广告设施设置申请',
    materials: [
      { name: '申请表', copies: 1 },
      { name: '设置位置实景照片及效果图', copies: 2 },
    ],
    acceptedOn: '2026-11-05',
    dueOn: '2026-11-19',
    window: '样例窗口',
    receivedBy: '样例甲',
    phone: '0000-0000000',
  },
};
