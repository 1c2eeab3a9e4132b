import { z } from 'zod';
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

const facts = z.object({
  ...origin,
  authority: z.string(),
  docNo: z.string(),
  /** Masked when a person. */
  party: z.string(),
  cause: z.string(),
  place: z.string(),
  issuedOn: z.iso.date(),
  officers,
  checkCode: z.string(),
});
type FirstViolation = z.infer<typeof facts>;

/** 温馨提示单: a first, harmless violation that was put right is not punished. 处罚法 33(1), T14 */
export const firstViolation: Template<FirstViolation> = {
  title: '温馨提示单',
  facts,
  parts: (slip) => [
    ...heading(slip.authority, '温馨提示单'),
    text(`编号：${slip.docNo}`),
    text(`当事人：${slip.party}`),
    text(`行为：${slip.cause}`),
    text(`地点：${slip.place}`),
    pair('日期', chineseDay(slip.issuedOn)),
    RULE,
    text('您系初次违法，危害后果轻微并及时改正，依照《中华人民共和国行政处罚法》第三十三条第一款，本次不予行政处罚。'),
    text('请您今后自觉守法；再次违法的，将依法处理。'),
    RULE,
    ...signedBy(slip.officers),
    text('本单不代替送达的提示文书。'),
    checkQr(slip.docNo, slip.checkCode),
  ],
  sample: {
    authority: SAMPLE_AUTHORITY,
    docNo: '样综执提字〔2026〕第0001号',
    party: '样＊',
    cause: '临街商铺超出门窗摆放物品',
    place: '样例路 1 号',
    issuedOn: '2026-11-05',
    officers: SAMPLE_OFFICERS,
    checkCode: '00000000',
  },
};
