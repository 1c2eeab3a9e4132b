import { z } from 'zod';
import {
  checkQr,
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

const facts = z.object({
  ...origin,
  authority: z.string(),
  /** Masked when a person. */
  recipient: z.string(),
  documents: z.array(z.object({ title: z.string(), docNo: z.string() })).min(1),
  place: z.string(),
  /** `2026-11-05 10:20`, office time. */
  at: z.string(),
  /** What was written down when the recipient refused to sign; empty when he signed. */
  refused: z.string(),
  officers,
  docNo: z.string(),
  checkCode: z.string(),
});
type Delivery = z.infer<typeof facts>;

/** 送达回执: which papers a party was given, when and where. It repeats D42/D36, it does not replace them. */
export const delivery: Template<Delivery> = {
  title: '送达回执',
  facts,
  parts: (receipt) => [
    ...heading(receipt.authority, '送达回执'),
    text(`受送达人：${receipt.recipient}`),
    text('送达文书：'),
    ...receipt.documents.map((one, i) => text(`${i + 1}. ${one.title} ${one.docNo}`)),
    pair('送达方式', '直接送达'),
    text(`送达地点：${receipt.place}`),
    pair('送达时间', receipt.at),
    text(receipt.refused === '' ? '受送达人已签收。' : `受送达人拒绝签收：${receipt.refused}`),
    RULE,
    ...signedBy(receipt.officers),
    text('本回执不代替送达回证。'),
    checkQr(receipt.docNo, receipt.checkCode),
  ],
  sample: {
    authority: SAMPLE_AUTHORITY,
    recipient: '样＊',
    documents: [{ title: '当场行政处罚决定书', docNo: '样综执当罚决字〔2026〕第0001号' }],
    place: '样例路 1 号',
    at: '2026-11-05 10:20',
    refused: '',
    officers: SAMPLE_OFFICERS,
    docNo: '样综执当罚决字〔2026〕第0001号',
    checkCode: '00000000',
  },
};
