import type { DraftContent } from '../../preload/contract/cases.ts';
import { formatYuan } from '../../preload/contract/money.ts';
import type { ItemView } from '../../preload/contract/powers.ts';

interface NoticeFacts {
  readonly content: DraftContent;
  readonly item: Pick<ItemView, 'cause' | 'statutes'>;
  readonly authorityName: string;
  readonly officers: readonly { readonly name: string; readonly certNo: string }[];
}

export interface SpokenPart {
  readonly title: string;
  readonly text: string;
}

const PENALTY_NAMES = { WARNING: '警告', FINE: '罚款' } as const;

/** Penalty in words: 警告, or 罚款人民币 50.00 元. */
export function penaltyInWords(penalty: Pick<DraftContent['penalty'], 'kind' | 'fineFen'>): string {
  return penalty.kind === 'WARNING'
    ? PENALTY_NAMES.WARNING
    : `罚款人民币 ${formatYuan(penalty.fineFen).replace('¥', '')} 元`;
}

/** 《某条例》第十六条第一款、第三款；《某法》第八条: each law is named once. */
export function statutesInWords(statutes: readonly { readonly law: string; readonly article: string }[]): string {
  const byLaw = Map.groupBy(statutes, (one) => one.law);
  return [...byLaw].map(([law, all]) => `《${law}》${all.map((one) => one.article).join('、')}`).join('；');
}

/** What the officer reads out before the penalty: facts, grounds, basis, intended penalty, rights. 处罚法 44, 45, 43. */
export function spokenNotice({ content, item, authorityName, officers }: NoticeFacts): SpokenPart[] {
  const { party, violation, penalty } = content;
  const we = officers.map((one) => `${one.name}（执法证号 ${one.certNo}）`).join('、');
  const basis = statutesInWords(item.statutes);
  const who =
    party.partyType === 'CITIZEN' ? party.name : `${party.name}${party.legalRep ? `（${party.legalRep}）` : ''}`;
  return [
    {
      title: '表明身份',
      text: `${who}，我们是${authorityName}执法人员${we}，已向你出示执法证件，执法记录仪正在记录。`,
    },
    { title: '违法事实', text: violation.facts },
    {
      title: '理由和依据',
      text: `你的行为属于${item.cause}，违反和适用的规定是：${basis}。`,
    },
    {
      title: '拟作出的处罚',
      text: `我们拟当场对你作出${penaltyInWords(penalty)}的行政处罚${penalty.tierReason ? `，理由是：${penalty.tierReason}` : ''}。`,
    },
    {
      title: '你的权利',
      text: '你有权进行陈述和申辩，我们会充分听取并复核，不会因为你陈述、申辩而给予更重的处罚；认为我们与本案有利害关系的，可以申请回避。你现在要陈述、申辩吗？',
    },
  ];
}
