import { PAPERS, SIGN_ROLES } from '../../../preload/contract/documents.ts';
import { formatYuan } from '../../../preload/contract/money.ts';
import type { Recorded } from '../ledger/index.ts';

interface Line {
  readonly title: string;
  readonly text: string;
}

const RESULTS: Record<string, string> = {
  CORRECTED: '已改正',
  PARTLY: '部分改正',
  NOT_CORRECTED: '未改正',
  REFUSED: '拒不改正',
};

/** One journal row in the words of the office; the timeline of a case is its journal (design: ledger). */
export function inWords(action: Recorded): Line {
  const p = (action.payload ?? {}) as Record<string, unknown>;
  const text = (key: string): string => String(p[key] ?? '');
  const yuan = (key: string): string => formatYuan(Number(p[key] ?? 0));
  switch (action.kind) {
    case 'case.found':
      return { title: '发现违法行为', text: `以${text('authorityName')}名义办理` };
    case 'case.reassigned':
      return { title: '变更办案人员或执法主体', text: `以${text('authorityName')}名义办理` };
    case 'case.identified':
      return { title: '亮证', text: p.recorderOn ? '已出示执法证，已开启执法记录仪' : '已出示执法证' };
    case 'case.facts-recorded':
      return { title: '记录事实', text: '登记当事人、违法事实和拟处罚内容' };
    case 'case.informed':
      return {
        title: '口头告知、听取申辩',
        text: `${p.defence === 'MADE' ? '当事人陈述申辩，已复核答复' : '当事人不陈述申辩'}${p.signRefused ? '，拒绝签字已注明' : '，已签字'}`,
      };
    case 'case.numbered':
      return {
        title: '取得文号',
        text: `${text('number')}，${p.kind === 'FINE' ? `罚款 ${yuan('fineFen')}` : '警告'}`,
      };
    case 'case.issued':
      return { title: '当场交付决定书', text: p.collected === null ? '已交付当事人' : '已交付当事人，当场收缴罚款' };
    case 'case.recorded':
      return { title: '报机关备案', text: `备案日 ${text('recordedOn')}` };
    case 'case.handed-over':
      return p.step === 'AUTHORITY'
        ? { title: '当场罚款交机关', text: `交款日 ${text('on')}` }
        : { title: '罚款缴存银行', text: `缴存日 ${text('on')}` };
    case 'case.paid':
      return { title: '登记缴款', text: `票据 ${text('ticketNo')}，${yuan('amountFen')}` };
    case 'case.closed':
      return { title: '结案', text: `结案日 ${text('closedOn')}` };
    case 'case.archived':
      return { title: '装订归档', text: `案卷共 ${text('pages')} 页，账本序号 ${text('headSeq')} 已印在末页` };
    case 'case.voided':
      return { title: '决定书作废', text: `${text('number')} 作废：${text('reason')}` };
    case 'case.abandoned':
      return { title: '终止办理', text: text('reason') };
    case 'case.ordered':
      return { title: '责令改正', text: '复查后再定是否处罚' };
    case 'case.exempted':
      return { title: '首违不罚', text: `开具温馨提示单 ${text('number')}` };
    case 'order.issued':
      return { title: '责令改正', text: `${text('number')}，${text('recheckOn')} 复查` };
    case 'order.addressed':
      return { title: '登记责改对象', text: '当事人资料留在本镇街' };
    case 'order.reinspected':
      return { title: '整改复查', text: `复查结果：${RESULTS[text('result')] ?? ''}` };
    case 'document.numbered':
      return { title: `制作${PAPERS[text('paper') as keyof typeof PAPERS] ?? '文书'}`, text: text('number') };
    case 'document.rendered':
      return { title: '文书定稿存档', text: `共 ${text('pages')} 页，原件已加密保存` };
    case 'document.signed':
      return { title: '签名', text: `${SIGN_ROLES[text('role') as keyof typeof SIGN_ROLES] ?? ''} ${text('name')}` };
    case 'document.sign-refused':
      return { title: '拒绝签字', text: `${text('reason')}；见证人 ${text('witness')}` };
    case 'document.signed-copy-made':
      return { title: '生成签名副本', text: '笔迹已印在副本上，原件未动' };
    case 'document.delivered':
      return { title: '文书送达', text: `送达日 ${text('on')}` };
    case 'document.voided':
      return { title: '文书作废', text: text('reason') };
    case 'clip.attached':
      return { title: '关联执法视频', text: text('name') };
    case 'clip.detached':
      return { title: '取消关联视频', text: text('reason') };
    case 'photo.kept':
      return { title: '高拍仪拍摄存入', text: `${text('title')}，第 ${text('page')} 页，共 ${text('pages')} 页` };
    case 'photo.detached':
      return { title: '照片移出案件', text: `${text('title')}：${text('reason')}` };
    default:
      return { title: '登记', text: '' };
  }
}
