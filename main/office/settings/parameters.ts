/** Every legal figure a town may have to change. Amounts are fen. */
export interface ParameterValues {
  readonly summaryLimitCitizenFen: number;
  readonly summaryLimitUnitFen: number;
  readonly individualBusinessAsCitizen: boolean;
  readonly onSiteCollectLimitFen: number;
  readonly firstViolationYears: number;
  readonly timeBarYears: number;
  readonly seriousTimeBarYears: number;
  readonly surchargePercentPerDay: number;
  readonly surchargeBase: 'ORIGINAL' | 'UNPAID';
  readonly mitigatedFloorPercent: number;
  readonly lightUpToPercent: number;
  readonly normalUpToPercent: number;
  readonly clueCheckDays: number;
  readonly decisionExtensionDays: number;
  readonly defenceWorkingDays: number;
  readonly summaryFilingDays: number;
  readonly publicityDays: number;
  readonly internalLeadDays: number;
  readonly certificateWarningDays: number;
  readonly inspectionProofHours: number;
  readonly inspectionPatrolsCount: boolean;
  readonly inspectionCodeHosts: string;
  readonly documentNumberTemplate: string;
  readonly documentNumberWidth: number;
}

type ParameterKey = keyof ParameterValues;

/** One line of the parameter page. `待核` must be confirmed by the town's legal staff before real use. */
export type Parameter = {
  [K in ParameterKey]: {
    readonly key: K;
    readonly nameZh: string;
    readonly default: ParameterValues[K];
    readonly unit: string;
    readonly basis: string;
    readonly status: '待核' | '已核';
    /** The only values it may take, where it is a choice. */
    readonly choices?: readonly ParameterValues[K][];
  };
}[ParameterKey];

// domain.md §1.4–§1.6, §2.4, §3, §10
export const PARAMETERS: readonly Parameter[] = [
  {
    key: 'summaryLimitCitizenFen',
    nameZh: '当场处罚罚款上限（公民）',
    default: 200_00,
    unit: '分',
    basis: '行政处罚法第五十一条',
    status: '已核',
  },
  {
    key: 'summaryLimitUnitFen',
    nameZh: '当场处罚罚款上限（法人、其他组织）',
    default: 3000_00,
    unit: '分',
    basis: '行政处罚法第五十一条',
    status: '已核',
  },
  {
    key: 'individualBusinessAsCitizen',
    nameZh: '个体工商户按公民上限办理当场处罚',
    default: true,
    unit: '是否',
    basis: '各地口径不一，默认从严',
    status: '待核',
  },
  {
    key: 'onSiteCollectLimitFen',
    nameZh: '无需其他理由即可当场收缴的罚款上限',
    default: 100_00,
    unit: '分',
    basis: '行政处罚法第六十八条第一项',
    status: '已核',
  },
  {
    key: 'firstViolationYears',
    nameZh: '首违不罚回溯年限',
    default: 2,
    unit: '年',
    basis: '行政处罚法第三十三条；年限为地方口径',
    status: '待核',
  },
  {
    key: 'timeBarYears',
    nameZh: '追责时效',
    default: 2,
    unit: '年',
    basis: '行政处罚法第三十六条',
    status: '已核',
  },
  {
    key: 'seriousTimeBarYears',
    nameZh: '追责时效（涉生命健康安全、金融安全且有危害后果）',
    default: 5,
    unit: '年',
    basis: '行政处罚法第三十六条',
    status: '已核',
  },
  {
    key: 'surchargePercentPerDay',
    nameZh: '逾期每日加处罚款比例',
    default: 3,
    unit: '%',
    basis: '行政处罚法第七十二条',
    status: '已核',
  },
  {
    key: 'surchargeBase',
    nameZh: '加处罚款基数',
    default: 'ORIGINAL',
    unit: '选项',
    basis: '行政处罚法第七十二条；分缴后的基数为地方口径',
    status: '待核',
    choices: ['ORIGINAL', 'UNPAID'],
  },
  {
    key: 'mitigatedFloorPercent',
    nameZh: '减轻处罚不低于法定下限的比例',
    default: 10,
    unit: '%',
    basis: '地方裁量基准',
    status: '待核',
  },
  {
    key: 'lightUpToPercent',
    nameZh: '从轻阶次上界占幅度的比例',
    default: 30,
    unit: '%',
    basis: '地方裁量基准',
    status: '待核',
  },
  {
    key: 'normalUpToPercent',
    nameZh: '一般阶次上界占幅度的比例',
    default: 70,
    unit: '%',
    basis: '地方裁量基准',
    status: '待核',
  },
  {
    key: 'clueCheckDays',
    nameZh: '线索核查期限',
    default: 15,
    unit: '日',
    basis: '住房和城乡建设行政处罚程序规定',
    status: '待核',
  },
  {
    key: 'decisionExtensionDays',
    nameZh: '作出处罚决定的延长期限',
    default: 30,
    unit: '日',
    basis: '住房和城乡建设行政处罚程序规定',
    status: '待核',
  },
  {
    key: 'defenceWorkingDays',
    nameZh: '陈述申辩期限',
    default: 5,
    unit: '工作日',
    basis: '法律未定天数，地方口径',
    status: '待核',
  },
  {
    key: 'summaryFilingDays',
    nameZh: '当场处罚报所属机关备案期限',
    default: 3,
    unit: '日',
    basis: '住房和城乡建设行政处罚程序规定第十四条；工作日或自然日未核，按自然日预警',
    status: '待核',
  },
  {
    key: 'publicityDays',
    nameZh: '处罚决定公开期限',
    default: 7,
    unit: '日',
    basis: '住房和城乡建设行政处罚程序规定第十条',
    status: '待核',
  },
  {
    key: 'internalLeadDays',
    nameZh: '机关侧期限提前预警天数',
    default: 3,
    unit: '日',
    basis: '实务做法',
    status: '待核',
  },
  {
    key: 'certificateWarningDays',
    nameZh: '执法证件到期前预警天数',
    default: 30,
    unit: '日',
    basis: '实务做法',
    status: '待核',
  },
  {
    key: 'inspectionProofHours',
    nameZh: '口头亮证、码号手抄后补传码图的时限',
    default: 24,
    unit: '小时',
    basis: '亮码检查口径；以省、县要求为准',
    status: '待核',
  },
  {
    key: 'inspectionPatrolsCount',
    nameZh: '日常巡查计入应亮码检查数',
    default: false,
    unit: '是否',
    basis: '亮码检查率口径：应亮码范围为涉企行政检查',
    status: '待核',
  },
  {
    key: 'inspectionCodeHosts',
    nameZh: '行政行为码网址的主机名（逗号分隔，空着则任何网址都可登记）',
    default: '',
    unit: '文字',
    basis: '行政行为码字段格式没有公开',
    status: '待核',
  },
  {
    key: 'documentNumberTemplate',
    nameZh: '文号格式',
    default: '{机关代字}{文书字}〔{年}〕第{号}号',
    unit: '文字',
    basis: '本地立卷规范；是否带“第”由地方定',
    status: '待核',
  },
  {
    key: 'documentNumberWidth',
    nameZh: '文号序号位数',
    default: 4,
    unit: '位',
    basis: '本地立卷规范',
    status: '待核',
  },
];

/** The values a new office starts with. */
export const defaultParameters: ParameterValues = Object.fromEntries(
  PARAMETERS.map((parameter) => [parameter.key, parameter.default]),
) as unknown as ParameterValues;

const COUNTED: readonly string[] = ['分', '年', '日', '工作日', '小时', '位'];

/** Why a town cannot work with these figures, empty when it can. */
export function parameterTrouble(values: ParameterValues, changed: Parameter): string {
  const value = values[changed.key];
  const name = `「${changed.nameZh}」`;
  if (typeof value === 'number' && COUNTED.includes(changed.unit) && !Number.isInteger(value)) {
    return `${name}须是整数，没有修改，请核对。`;
  }
  if (changed.unit === '%' && Number(value) > 100) return `${name}不能超过 100，没有修改，请核对。`;
  if (values.lightUpToPercent >= values.normalUpToPercent) {
    return '从轻阶次的上界须小于一般阶次的上界，没有修改，请核对。';
  }
  if (values.inspectionProofHours < 1 || values.inspectionProofHours > 720) {
    return '补传码图的时限须在 1 到 720 小时之间，没有修改，请核对。';
  }
  if (!/^([a-z0-9.-]+([\s,，、;；]+|$))*$/i.test(values.inspectionCodeHosts.trim())) {
    return '主机名只写网址中间的一段，如 example.gov.cn，几个用逗号分隔，没有修改，请核对。';
  }
  const template = values.documentNumberTemplate;
  if (!template.includes('〔{年}〕') || !template.includes('{号}') || !template.includes('{文书字}')) {
    return '文号格式须含“{文书字}”“〔{年}〕”和“{号}”，没有修改，请核对。';
  }
  if (values.documentNumberWidth < 1 || values.documentNumberWidth > 8) {
    return '文号序号位数须在 1 到 8 之间，没有修改，请核对。';
  }
  return '';
}
