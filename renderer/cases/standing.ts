import { type CaseRow, caseWord } from '../../preload/contract/cases.ts';

/** Shapes that stay apart without colour: ring, disc, triangle, diamond, tick, box, cross. */
type Shape = 'ring' | 'disc' | 'triangle' | 'diamond' | 'tick' | 'box' | 'cross';

const SHAPES: Readonly<Record<CaseRow['state'], Shape>> = {
  Q_FOUND: 'ring',
  Q_IDENT: 'ring',
  Q_INFORM: 'ring',
  Q_ISSUED: 'disc',
  Q_PAID_ONSITE: 'disc',
  Q_PAY15: 'triangle',
  Q_RECORDED: 'diamond',
  Q_CLOSED: 'tick',
  ARCHIVED: 'box',
};

/** Where a case stands: one word and one shape. A case that ended otherwise than by performance says so. */
export function standingOf({ state, end }: Pick<CaseRow, 'state' | 'end'>): { word: string; shape: Shape } {
  const word = caseWord({ state, end });
  if (end === 'VOIDED' || end === 'ABANDONED') return { word, shape: 'cross' };
  if (end === 'ORDERED' && state !== 'ARCHIVED') return { word, shape: 'diamond' };
  if (end === 'EXEMPTED' && state !== 'ARCHIVED') return { word, shape: 'tick' };
  return { word, shape: SHAPES[state] };
}

const DAY_MS = 86_400_000;

/** How near a legal day is, as word and weight; the office counts working days, a list only needs to warn. */
export function nearness(dueOn: string, today: string): { word: string; weight: 'overdue' | 'due' | 'soon' | 'ok' } {
  const days = Math.round((Date.parse(dueOn) - Date.parse(today)) / DAY_MS);
  if (days < 0) return { word: `逾期 ${-days} 天`, weight: 'overdue' };
  if (days === 0) return { word: '今天', weight: 'due' };
  if (days <= 3) return { word: `还有 ${days} 天`, weight: 'soon' };
  return { word: `还有 ${days} 天`, weight: 'ok' };
}
