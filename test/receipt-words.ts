import type { ReceiptKind } from '../preload/contract/receipts.ts';

/**
 * What each kind of receipt has to say, written from its facts and from nothing else: neither the templates nor the
 * encoder nor our interpreter take part. Another program then draws it, and we compare.
 */
export type Said =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly align: 'left' | 'centre' | 'right';
      readonly double: boolean;
      readonly bold: boolean;
      /** A character in it is in no printer's font: our paper holds a picture of the line. */
      readonly drawn: boolean;
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'qr'; readonly content: string }
  | { readonly kind: 'barcode'; readonly content: string };

interface Origin {
  readonly demo: boolean;
  readonly simulated: boolean;
  readonly sample: boolean;
}
interface Signed {
  readonly officers: readonly { readonly name: string; readonly certNo: string }[];
  readonly docNo: string;
  readonly checkCode: string;
}
interface Penalty extends Signed {
  readonly authority: string;
  readonly party: string;
  readonly maskedNo: string;
  readonly cause: string;
  readonly decidedOn: string;
  readonly fineFen: number | null;
  readonly payment:
    | { readonly way: 'ON_SITE'; readonly ticketNo: string }
    | { readonly way: 'BANK'; readonly channel: string; readonly dueOn: string; readonly payCode: string | null }
    | null;
}
interface Delivery extends Signed {
  readonly authority: string;
  readonly recipient: string;
  readonly documents: readonly { readonly title: string; readonly docNo: string }[];
  readonly place: string;
  readonly at: string;
  readonly refused: string;
}
interface FirstViolation extends Signed {
  readonly authority: string;
  readonly party: string;
  readonly cause: string;
  readonly place: string;
  readonly issuedOn: string;
}
interface Acceptance {
  readonly authority: string;
  readonly acceptNo: string;
  readonly applicant: string;
  readonly matter: string;
  readonly materials: readonly { readonly name: string; readonly copies: number }[];
  readonly acceptedOn: string;
  readonly dueOn: string;
  readonly window: string;
  readonly receivedBy: string;
  readonly phone: string;
}
interface QueueNumber {
  readonly authority: string;
  readonly number: string;
  readonly matter: string;
  readonly window: string;
  readonly waiting: number;
  readonly at: string;
}
interface TestPage {
  readonly desk: string;
  readonly at: string;
  readonly width: string;
  readonly columns: number;
  readonly profile: string;
}

const plain = { kind: 'text', align: 'left', double: false, bold: false, drawn: false } as const;
const text = (words: string): Said => ({ ...plain, text: words });
const centre = (words: string): Said => ({ ...plain, text: words, align: 'centre' });
const title = (words: string): Said => ({ ...plain, text: words, align: 'centre', double: true });
const rule: Said = { kind: 'rule' };
/** Columns on paper: half-width signs take one. */
const wide = (words: string) => [...words].reduce((sum, one) => sum + (/[ -~]/.test(one) ? 1 : 2), 0);
const day = (iso: string) => {
  const [year, month, date] = iso.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

/** @param columns across the paper @param reprint 0 for the first print */
export function saidBy(kind: ReceiptKind, facts: unknown, columns: number, reprint: number): Said[] {
  const pair = (label: string, value: string): Said[] => {
    const gap = columns - wide(label) - wide(value);
    return gap > 0 ? [text(label + ' '.repeat(gap) + value)] : [text(label), { ...plain, text: value, align: 'right' }];
  };
  const signed = ({ officers, docNo, checkCode }: Signed, disclaimer: string): Said[] => [
    ...officers.map((one) => text(`执法人员：${one.name} ${one.certNo}`)),
    text(disclaimer),
    { kind: 'qr', content: `${docNo} ${checkCode}` },
    centre(`查验码 ${checkCode}`),
  ];
  const says: Record<ReceiptKind, () => Said[]> = {
    'penalty-receipt': () => {
      const of = facts as Penalty;
      const money = of.fineFen === null ? '处罚：警告' : `罚款：￥${(of.fineFen / 100).toFixed(2)}`;
      const { payment } = of;
      return [
        ...[centre(of.authority), title(payment?.way === 'BANK' ? '罚款缴款凭条' : '当场处罚回执'), rule],
        ...[text(`文书号：${of.docNo}`), text(`当事人：${of.party}`)],
        ...(of.maskedNo ? [text(`证件号：${of.maskedNo}`)] : []),
        ...[
          text(`案由：${of.cause}`),
          ...pair('决定日期', day(of.decidedOn)),
          rule,
          { ...plain, text: money, bold: true },
        ],
        ...(payment?.way === 'ON_SITE' ? [text('罚款已当场收缴。'), ...pair('专用票据号', payment.ticketNo)] : []),
        ...(payment?.way === 'BANK'
          ? [
              ...pair('缴款期限', day(payment.dueOn)),
              text(`缴款方式：${payment.channel}`),
              text('逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款不超过罚款数额。'),
            ]
          : []),
        ...(payment?.way === 'BANK' && payment.payCode !== null
          ? [{ kind: 'qr' as const, content: payment.payCode }, centre('扫码缴款')]
          : []),
        ...[rule, ...signed(of, '本凭条不代替处罚决定书。')],
      ];
    },
    'delivery-receipt': () => {
      const of = facts as Delivery;
      return [
        ...[centre(of.authority), title('送达回执'), rule, text(`受送达人：${of.recipient}`), text('送达文书：')],
        ...of.documents.map((one, i) => text(`${i + 1}. ${one.title} ${one.docNo}`)),
        ...[...pair('送达方式', '直接送达'), text(`送达地点：${of.place}`), ...pair('送达时间', of.at)],
        text(of.refused ? `受送达人拒绝签收：${of.refused}` : '受送达人已签收。'),
        ...[rule, ...signed(of, '本回执不代替送达回证。')],
      ];
    },
    'first-violation': () => {
      const of = facts as FirstViolation;
      return [
        ...[centre(of.authority), title('温馨提示单'), rule, text(`编号：${of.docNo}`), text(`当事人：${of.party}`)],
        ...[text(`行为：${of.cause}`), text(`地点：${of.place}`), ...pair('日期', day(of.issuedOn)), rule],
        text(
          '您系初次违法，危害后果轻微并及时改正，依照《中华人民共和国行政处罚法》第三十三条第一款，本次不予行政处罚。',
        ),
        ...[text('请您今后自觉守法；再次违法的，将依法处理。'), rule],
        ...signed(of, '本单不代替送达的提示文书。'),
      ];
    },
    'acceptance-receipt': () => {
      const of = facts as Acceptance;
      return [
        ...[centre(of.authority), title('受理回执'), rule, text(`受理编号：${of.acceptNo}`)],
        ...[text(`申请人：${of.applicant}`), text(`事项：${of.matter}`)],
        ...[...pair('受理日期', day(of.acceptedOn)), ...pair('办结期限', day(of.dueOn)), rule],
        text(of.materials.length > 0 ? '收到材料：' : '收到材料：无'),
        ...of.materials.flatMap((one, i) => pair(`${i + 1}. ${one.name}`, `${one.copies} 份`)),
        ...[rule, ...pair('受理窗口', of.window), ...pair('受理人', of.receivedBy), ...pair('咨询电话', of.phone)],
        ...[text('请凭本回执查询办理进度、领取结果。'), { kind: 'barcode' as const, content: of.acceptNo }],
      ];
    },
    'queue-number': () => {
      const of = facts as QueueNumber;
      return [
        ...[
          centre(of.authority),
          rule,
          { ...plain, text: of.number, align: 'centre' as const, double: true, bold: true },
        ],
        ...[centre(of.matter), rule, ...pair('办理窗口', of.window), ...pair('前面等候', `${of.waiting} 人`)],
        ...[...pair('取号时间', of.at), text('请留意叫号，过号请重新取号。')],
      ];
    },
    'test-page': () => {
      const of = facts as TestPage;
      return [
        ...[title('打印机测试页'), centre(of.desk), ...pair('打印时间', of.at), ...pair('纸宽', `${of.width} 毫米`)],
        ...[...pair('机型', of.profile), rule, text('汉字：行政处罚决定书 镇街综合行政执法')],
        text('金额：￥1,234.00　符号：，。：；（）《》'),
        { ...plain, text: '生僻字（图像）：㐀 䶮 𠮷 𬍛', drawn: true },
        { ...plain, text: '加粗一行', bold: true },
        text(Array.from({ length: of.columns }, (_, i) => i % 10).join('')),
        ...[text('上一行应正好占满纸宽，不换行。'), { kind: 'barcode' as const, content: 'ZZT-TEST-0001' }],
        ...[{ kind: 'qr' as const, content: '镇执台打印机测试' }, centre('能扫出「镇执台打印机测试」即正常')],
      ];
    },
  };
  const { demo, simulated, sample } = facts as Origin;
  const why = sample ? '样张' : demo ? '演示' : simulated ? '含模拟设备数据' : '';
  const marks = [why && `【${why} 不作为凭证】`, reprint > 0 && `【补打 第${reprint}次】`].filter((mark) => mark);
  const ends: Said[] = marks.map((mark) => ({ ...plain, text: String(mark), align: 'centre', bold: true }));
  return [...ends, ...says[kind](), ...ends];
}
