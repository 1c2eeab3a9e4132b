import type { ParameterValues } from '../settings/index.ts';

/** 自然日, 工作日, 月, 年. Periods in hours are {@link HOUR_DEADLINES}. */
type PeriodUnit = 'natural' | 'working' | 'month' | 'year';

type LengthParameter = {
  [K in keyof ParameterValues]: ParameterValues[K] extends number ? K : never;
}[keyof ParameterValues];

export interface DeadlineRow {
  readonly nameZh: string;
  readonly length: number;
  readonly unit: PeriodUnit;
  /** Party's side: a last day that is a holiday moves on. 民诉法 85; P-3 */
  readonly rolls: boolean;
  /** What the period runs from, in words. */
  readonly from: string;
  readonly basis: string;
  /** Where the town may change the length. */
  readonly parameter?: LengthParameter;
  /** Authority's side, warned `internalLeadDays` ahead. P-4 */
  readonly cautious?: true;
}

/** domain.md §1.5. */
const ROWS = {
  DL01: {
    nameZh: '线索核查',
    length: 15,
    unit: 'natural',
    rolls: false,
    from: '线索登记日',
    basis: '住建程序规定',
    parameter: 'clueCheckDays',
  },
  DL02: {
    nameZh: '作出处罚决定',
    length: 90,
    unit: 'natural',
    rolls: false,
    from: '立案日',
    basis: '行政处罚法第六十条',
    cautious: true,
  },
  DL03: {
    nameZh: '处罚决定延期',
    length: 30,
    unit: 'natural',
    rolls: false,
    from: '原决定期限届满日',
    basis: '住建程序规定',
    parameter: 'decisionExtensionDays',
    cautious: true,
  },
  DL04: {
    nameZh: '先行登记保存处理',
    length: 7,
    unit: 'working',
    rolls: false,
    from: '保存日',
    basis: '行政处罚法第五十六条、第八十五条',
    cautious: true,
  },
  DL05: {
    nameZh: '查封扣押',
    length: 30,
    unit: 'natural',
    rolls: false,
    from: '查封扣押决定日',
    basis: '行政强制法第二十五条',
    cautious: true,
  },
  DL06: {
    nameZh: '查封扣押延长',
    length: 30,
    unit: 'natural',
    rolls: false,
    from: '原查封扣押届满日',
    basis: '行政强制法第二十五条',
    cautious: true,
  },
  DL08: {
    nameZh: '陈述申辩',
    length: 5,
    unit: 'working',
    rolls: true,
    from: '告知书送达日',
    basis: '行政处罚法第四十五条',
    parameter: 'defenceWorkingDays',
  },
  DL09: {
    nameZh: '申请听证',
    length: 5,
    unit: 'working',
    rolls: true,
    from: '告知书送达日',
    basis: '行政处罚法第六十四条第一项、第八十五条',
  },
  DL10: {
    nameZh: '听证通知提前量',
    length: 7,
    unit: 'working',
    rolls: false,
    from: '听证通知送达日',
    basis: '行政处罚法第六十四条第二项、第八十五条',
  },
  DL11: {
    nameZh: '处罚决定书送达',
    length: 7,
    unit: 'working',
    rolls: false,
    from: '决定日',
    basis: '行政处罚法第六十一条、第八十五条',
  },
  DL12: {
    nameZh: '公告送达视为送达',
    length: 30,
    unit: 'natural',
    rolls: false,
    from: '公告发出日',
    basis: '民事诉讼法第九十五条',
  },
  DL13: {
    nameZh: '缴纳罚款',
    length: 15,
    unit: 'natural',
    rolls: true,
    from: '收到决定书日',
    basis: '行政处罚法第六十七条',
  },
  DL14: {
    nameZh: '加处罚款起算',
    length: 1,
    unit: 'natural',
    rolls: false,
    from: '缴款期限届满日',
    basis: '行政处罚法第七十二条',
  },
  DL15: {
    nameZh: '当场收缴罚款交机关',
    length: 2,
    unit: 'working',
    rolls: false,
    from: '收缴日',
    basis: '行政处罚法第七十一条、第八十五条',
  },
  DL16: {
    nameZh: '机关缴付银行',
    length: 2,
    unit: 'working',
    rolls: false,
    from: '机关收到罚款日',
    basis: '行政处罚法第七十一条、第八十五条',
  },
  DL17: {
    nameZh: '当场处罚备案',
    length: 3,
    unit: 'natural',
    rolls: false,
    from: '决定日',
    basis: '住建程序规定第十四条',
    parameter: 'summaryFilingDays',
  },
  DL18: {
    nameZh: '处罚决定公开',
    length: 7,
    unit: 'natural',
    rolls: false,
    from: '决定日',
    basis: '住建程序规定第十条',
    parameter: 'publicityDays',
  },
  DL19: {
    nameZh: '撤回处罚决定公开',
    length: 3,
    unit: 'working',
    rolls: false,
    from: '决定变更、撤销日',
    basis: '行政处罚法第四十八条、第八十五条',
  },
  DL20: {
    nameZh: '申请行政复议',
    length: 60,
    unit: 'natural',
    rolls: true,
    from: '知道处罚决定日',
    basis: '行政复议法第二十条',
  },
  DL21: {
    nameZh: '提起行政诉讼',
    length: 6,
    unit: 'month',
    rolls: true,
    from: '知道处罚决定日',
    basis: '行政诉讼法第四十六条',
  },
  DL22: {
    nameZh: '复议后提起诉讼',
    length: 15,
    unit: 'natural',
    rolls: true,
    from: '收到复议决定日',
    basis: '行政诉讼法第四十五条',
  },
  DL23: {
    nameZh: '催告满期',
    length: 10,
    unit: 'working',
    rolls: false,
    from: '催告书送达日',
    basis: '行政强制法第五十四条、第六十九条',
  },
  DL24: {
    nameZh: '申请法院强制执行',
    length: 3,
    unit: 'month',
    rolls: false,
    from: '起诉期限届满日',
    basis: '行政强制法第五十三条',
  },
  DL25: {
    nameZh: '延期分期后申请法院强制执行',
    length: 3,
    unit: 'month',
    rolls: false,
    from: '暂缓或者分期缴纳届满日',
    basis: '行政处罚法第七十二条第二款',
  },
  DL26: {
    nameZh: '行政复议答复',
    length: 10,
    unit: 'working',
    rolls: false,
    from: '收到复议申请书副本日',
    basis: '行政复议法第四十八条、第八十八条',
  },
  DL27: {
    nameZh: '应诉答辩举证',
    length: 15,
    unit: 'natural',
    rolls: false,
    from: '收到起诉状副本日',
    basis: '行政诉讼法第六十七条',
  },
  DL28a: {
    nameZh: '涉罪移送审批',
    length: 3,
    unit: 'natural',
    rolls: false,
    from: '收到移送报告日',
    basis: '行政执法机关移送涉嫌犯罪案件的规定第五条',
  },
  DL28c: {
    nameZh: '公安立案后移交材料',
    length: 3,
    unit: 'natural',
    rolls: false,
    from: '收到立案通知日',
    basis: '行政执法机关移送涉嫌犯罪案件的规定第十二条',
  },
  DL28d: {
    nameZh: '对不立案提请复议',
    length: 3,
    unit: 'natural',
    rolls: false,
    from: '收到不立案通知日',
    basis: '行政执法机关移送涉嫌犯罪案件的规定第九条',
  },
  DL30: {
    nameZh: '中止执行满三年不再执行',
    length: 3,
    unit: 'year',
    rolls: false,
    from: '中止执行日',
    basis: '行政强制法第三十九条',
  },
  DL31: {
    nameZh: '追责时效',
    length: 2,
    unit: 'year',
    rolls: false,
    from: '违法行为发生或者终了日',
    basis: '行政处罚法第三十六条',
    parameter: 'timeBarYears',
  },
  DL33: {
    nameZh: '对法院裁定申请复议',
    length: 15,
    unit: 'natural',
    rolls: false,
    from: '收到裁定日',
    basis: '行政强制法第五十六条、第五十八条',
  },
} as const satisfies Record<string, DeadlineRow>;

export type DeadlineCode = keyof typeof ROWS;
export const DEADLINES: Readonly<Record<DeadlineCode, DeadlineRow>> = ROWS;

/** Natural hours, never moved. P-7 */
export const HOUR_DEADLINES = {
  DL07: { nameZh: '紧急强制补报批', hours: 24, from: '实施时刻', basis: '行政强制法第十九条' },
  DL28b: { nameZh: '批准后移送公安', hours: 24, from: '批准时刻', basis: '行政执法机关移送涉嫌犯罪案件的规定第五条' },
} as const;
export type HourDeadlineCode = keyof typeof HOUR_DEADLINES;
