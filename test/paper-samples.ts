import type { CaseFile, FiledDocument } from '../main/office/documents/binding.ts';
import { type CorrectionOrderFacts, correctionOrder } from '../main/office/documents/papers/correction-order.ts';
import { type FilingRecordFacts, filingRecord } from '../main/office/documents/papers/filing-record.ts';
import {
  type FirstViolationNoticeFacts,
  firstViolationNotice,
} from '../main/office/documents/papers/first-violation-notice.ts';
import {
  type OnTheSpotDecisionFacts,
  onTheSpotDecision,
} from '../main/office/documents/papers/on-the-spot-decision.ts';
import { type Paper, renderPaper } from '../main/office/documents/papers/paper.ts';
import { type PenaltyTicketFacts, penaltyTicket } from '../main/office/documents/papers/penalty-ticket.ts';
import {
  type ReinspectionRecordFacts,
  reinspectionRecord,
} from '../main/office/documents/papers/reinspection-record.ts';
import { type ServiceReceiptFacts, serviceReceipt } from '../main/office/documents/papers/service-receipt.ts';
import { type StatementRecordFacts, statementRecord } from '../main/office/documents/papers/statement-record.ts';
import type { RenderPdf } from '../main/office/documents/render-pdf.ts';
import type { Mark } from '../main/office/documents/signed-copy.ts';
import type { Drawing } from '../preload/contract/values.ts';

/** Invented town, people and numbers; the citizen number is valid in form and belongs to nobody. */
export const authority = {
  name: '云溪县青禾镇人民政府',
  reconsiderBody: '云溪县人民政府',
  court: '云溪县人民法院',
};
const officers = [
  { name: '陈立群', certNo: '3306990117' },
  { name: '周晓芸', certNo: '3306990142' },
];
export const citizen = {
  partyType: 'CITIZEN' as const,
  name: '王建国',
  gender: '男' as const,
  birthDate: '1991-03-07',
  idType: 'ID_CARD' as const,
  idNo: '330602199103070027',
  phone: '138 0000 2468',
  address: '浙江省云溪县青禾镇溪山路 118 号 2 幢 301 室',
  uscc: '',
  legalRep: '',
  guardian: null,
};
export const company = {
  ...citizen,
  partyType: 'COMPANY' as const,
  name: '云溪县禾丰农产品贸易有限公司',
  gender: '' as const,
  birthDate: null,
  idNo: '',
  address: '浙江省云溪县青禾镇创业大道 66 号',
  uscc: '91350100M000100Y43',
  legalRep: '李海峰',
};

export const decision: OnTheSpotDecisionFacts = {
  marks: { demo: false, simulated: false },
  authority,
  docNo: '云青综执当罚〔2026〕第0117号',
  party: citizen,
  officers,
  at: '2026-11-20T06:05:00Z',
  place: '青禾镇人民路与溪山路交叉口东南侧人行道',
  facts:
    '当事人王建国驾驶电动三轮车途经上述地点时，将吃剩的果皮、烟蒂等垃圾随手丢弃在人行道上，丢弃面积约 0.5 平方米。执法人员当场制止，当事人已自行清扫干净，恢复原状。',
  evidence: '现场照片 2 张、执法记录仪录像 1 段、当事人陈述',
  violated: [{ law: '浙江省城市市容和环境卫生管理条例', article: '第三十二条第一款第一项' }],
  basis: [{ law: '浙江省城市市容和环境卫生管理条例', article: '第三十二条第二款' }],
  discretion: '当事人系初次违法且已当场改正，裁量阶次为从轻（20～29 元），确定罚款 25 元',
  penalty: {
    kind: 'FINE',
    fineFen: 25_00,
    payment: {
      way: 'WITHIN_15_DAYS',
      channel: '云溪农商银行青禾支行（执收单位编码 330699017）或“浙里办”扫码',
      dueOn: '2026-12-07',
    },
  },
  defence: { made: false, text: '', answer: '' },
  decidedOn: '2026-11-20',
};

const heading = { marks: { demo: false, simulated: false }, authority };
const sign = { officers, on: '2026-11-20' };

const order: CorrectionOrderFacts = {
  ...heading,
  docNo: '云青综执责改〔2026〕第0086号',
  party: company,
  officers,
  at: '2026-11-12T01:20:00Z',
  place: '青禾镇创业大道 66 号店门前',
  violation: '将蔬菜筐、展示架等物品摆放在店铺门窗外墙以外的人行道上经营，占用面积约 3 平方米',
  violated: [{ law: '浙江省城市市容和环境卫生管理条例', article: '第十七条第一款' }],
  basis: [{ law: '浙江省城市市容和环境卫生管理条例', article: '第十七条第二款' }],
  requirement: '将超出门窗外墙摆放的全部物品移入店内，恢复人行道畅通',
  immediate: false,
  correctBefore: '2026-11-19',
  recheckOn: '2026-11-20',
  consequence: '逾期不改正的，本机关将依法给予行政处罚',
  issuedOn: '2026-11-12',
};

const reinspection: ReinspectionRecordFacts = {
  ...heading,
  ...sign,
  docNo: '云青综执复查〔2026〕第0031号',
  orderNo: order.docNo,
  orderedOn: '2026-11-12',
  correctBefore: '2026-11-19',
  requirement: order.requirement,
  partyName: company.name,
  partyPresent: true,
  place: order.place,
  at: '2026-11-20T01:10:00Z',
  result: 'NOT_CORRECTED',
  findings: '店门前人行道上仍摆放蔬菜筐 12 只、展示架 2 个，占用面积约 2.5 平方米，未按要求移入店内',
  photos: ['复查照片1.jpg', '复查照片2.jpg'],
};

export const firstViolation: FirstViolationNoticeFacts = {
  ...heading,
  docNo: '云青综执温〔2026〕第0052号',
  party: citizen,
  officers,
  at: '2026-11-20T00:40:00Z',
  place: '青禾镇溪山路农贸市场北门',
  behaviour: '未经同意在人行道上摆放三轮车售卖水果，经执法人员提醒后当场收摊离开',
  violated: [{ law: '浙江省城市市容和环境卫生管理条例', article: '第十六条' }],
  lookBackYears: 2,
  correctBefore: '2026-11-20',
  recheckOn: '2026-11-27',
  issuedOn: '2026-11-20',
};

const statement: StatementRecordFacts = {
  ...heading,
  ...sign,
  docNo: '',
  party: citizen,
  at: decision.at,
  place: decision.place,
  cause: '随地乱扔果皮、烟蒂',
  violation: decision.facts,
  violated: decision.violated,
  basis: decision.basis,
  proposedFineFen: 25_00,
  defence: 'MADE',
  defenceText: '我不知道这里不能扔，已经马上扫干净了，请从轻处理',
  defenceAnswer: '当事人初次违法并当场改正的情况属实，在裁量时已按从轻处理',
  adopted: 'YES',
};

const service: ServiceReceiptFacts = {
  ...heading,
  docNo: '',
  recipient: citizen.name,
  documents: [{ title: '当场行政处罚决定书', docNo: decision.docNo, copies: 1 }],
  method: 'DIRECT',
  relation: 'SELF',
  place: decision.place,
  at: '2026-11-20T06:21:00Z',
  mailNo: '',
  deemedOn: '2026-11-20',
  note: '',
  officers,
};

const ticket: PenaltyTicketFacts = {
  ...heading,
  docNo: '',
  decisionNo: decision.docNo,
  partyName: citizen.name,
  fineFen: 25_00,
  dueOn: '2026-12-07',
  rows: [{ ticketNo: '3300260011872', channel: 'ELECTRONIC', amountFen: 25_00, surchargeFen: 0, paidOn: '2026-11-24' }],
  handedToAuthorityOn: null,
  handedToBankOn: null,
  cashier: '沈玉兰',
  note: '',
};

const filing: FilingRecordFacts = {
  ...heading,
  docNo: '云青综执备〔2026〕第0117号',
  decisionNo: decision.docNo,
  decidedOn: '2026-11-20',
  partyName: citizen.name,
  cause: statement.cause,
  at: decision.at,
  place: decision.place,
  facts: decision.facts,
  basis: decision.basis,
  fineFen: 25_00,
  payment: '十五日内自行缴纳，期限至 2026 年 12 月 7 日',
  defence: '当事人请求从轻处理，已采纳',
  officers,
  filedOn: '2026-11-21',
  filedBy: '陈立群',
};

/** Every paper to the outside with realistic facts, by the name of its picture. */
export const everyPaper = [
  ['decision', onTheSpotDecision, decision],
  ['correction-order', correctionOrder, order],
  ['reinspection', reinspectionRecord, reinspection],
  ['first-violation', firstViolationNotice, firstViolation],
  ['statement', statementRecord, statement],
  ['service-receipt', serviceReceipt, service],
  ['ticket', penaltyTicket, ticket],
  ['filing', filingRecord, filing],
] as const;

/** A signature of loops, as a pen makes them: 100 points a second, pressure rising and falling. */
export function drawnSignature(loops: number, seed: number): Pick<Drawing, 'canvas' | 'strokes'> {
  const stroke = (start: number, turns: number) =>
    Array.from({ length: turns * 24 }, (_, i) => {
      const angle = (i / 24) * 2 * Math.PI;
      return {
        x: start + i * 2.6 + 26 * Math.cos(angle + seed),
        y: 120 + (44 + seed * 6) * Math.sin(angle * 1.03 + seed) - i * 0.15,
        p: 0.35 + 0.55 * Math.abs(Math.sin(angle / 2 + seed)),
        t: i * 10,
      };
    });
  return { canvas: { width: 640, height: 240 }, strokes: [stroke(80, loops), stroke(120 + loops * 70, 2)] };
}

export const decisionMarks: readonly Mark[] = [
  { place: 'OFFICER_1', drawing: drawnSignature(3, 0.4) },
  { place: 'OFFICER_2', drawing: drawnSignature(2, 1.7) },
  { place: 'PARTY', drawing: drawnSignature(4, 2.9) },
  { place: 'PARTY_DATE', words: '2026年11月20日14时21分' },
];

/** A whole simple case, its papers rendered. */
export async function caseFile(render: RenderPdf): Promise<CaseFile> {
  const made = new Map<string, Uint8Array>();
  for (const [name, paper, facts] of everyPaper) {
    made.set(name, (await renderPaper(render, paper as unknown as Paper<never>, facts as never)).pdf);
  }
  const filed = (
    name: (typeof everyPaper)[number][0],
    section: FiledDocument['section'],
    title: string,
    docNo: string,
    on: string,
    copies = 1,
  ): FiledDocument => ({
    section,
    title,
    docNo,
    on,
    copies,
    responsible: '青禾镇人民政府',
    note: '',
    pdf: made.get(name) ?? new Uint8Array(),
  });
  return {
    ...heading,
    cover: {
      archiveNo: '青禾-CF-2026-J-0117',
      cause: statement.cause,
      party: citizen.name,
      decisionNo: decision.docNo,
      result: '罚款 25 元，已缴纳',
      officers: '陈立群、周晓芸',
      openedOn: '2026-11-20',
      closedOn: '2026-11-24',
      boundOn: '2026-11-30',
      retention: 'YEARS_30',
    },
    documents: [
      filed('ticket', 'MONEY', '罚没票据登记表', '', '2026-11-24'),
      filed('filing', 'FILING', '当场行政处罚备案表', filing.docNo, '2026-11-21'),
      filed('statement', 'DEFENCE', '陈述申辩记录', '', '2026-11-20'),
      filed('decision', 'DECISION', '当场行政处罚决定书', decision.docNo, '2026-11-20', 3),
      filed('service-receipt', 'DECISION', '送达回证', '', '2026-11-20'),
    ],
    evidence: [
      {
        name: 'GA947_3306990117_20261120140211.mp4',
        kind: '视听资料',
        sizeBytes: 148_231_904,
        sha256: '5f1c0d8a7be24396a0c1f5d2e8b7934610fe2d3c4b5a69788796a5b4c3d2e1f0',
        takenBy: '陈立群',
        device: '执法记录仪 QH-07',
        takenAt: '2026-11-20T06:02:11Z',
        simulated: false,
        note: '存入时文件没有收尾，疑似未正常结束',
      },
      {
        name: '现场照片1.jpg',
        kind: '照片',
        sizeBytes: 2_418_377,
        sha256: 'a0c1f5d2e8b7934610fe2d3c4b5a69788796a5b4c3d2e1f05f1c0d8a7be24396',
        takenBy: '周晓芸',
        device: '执法记录仪 QH-09',
        takenAt: '2026-11-20T06:04:37Z',
        simulated: true,
        note: '',
      },
    ],
    endnote: { notes: '', archivedBy: '沈玉兰', checkedBy: '何志远' },
    ledger: {
      head: {
        desk: '青禾窗口一',
        deskSeq: 4218,
        hash: '9e107d9d372bb6826bd81d3542a419d6a1b2c3d4e5f60718293a4b5c6d7e8f90',
      },
      at: '2026-11-30T02:15:09Z',
    },
  };
}
