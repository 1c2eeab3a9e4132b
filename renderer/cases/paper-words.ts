import type { DocumentView } from '../../preload/contract/documents.ts';

const STATES: Readonly<Record<DocumentView['state'], string>> = {
  NUMBERED: '已取号，待生成',
  RENDERED: '已定稿',
  SIGNED: '签名已齐',
  DELIVERED: '已送达',
  VOIDED: '已作废',
};

/** How a paper stands: waiting signatures before everything else. */
export function paperInWords(paper: Pick<DocumentView, 'state' | 'signatures'>): {
  word: string;
  tone: 'wait' | 'done' | 'plain' | 'void';
} {
  if (paper.state === 'VOIDED') return { word: STATES.VOIDED, tone: 'void' };
  const waiting = paper.signatures.filter((one) => one.state === 'WAITING').length;
  if (paper.state === 'NUMBERED') return { word: STATES.NUMBERED, tone: 'wait' };
  if (waiting > 0) return { word: `待签名 ${waiting} 人`, tone: 'wait' };
  if (paper.state === 'RENDERED' || paper.signatures.length === 0) return { word: STATES.RENDERED, tone: 'plain' };
  return { word: STATES[paper.state], tone: 'done' };
}
