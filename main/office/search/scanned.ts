import { eq } from 'drizzle-orm';
import { caseWord, type Found, NAMELESS } from '../../../preload/contract/cases.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { caseTable, orderTable } from '../cases/index.ts';
import type { Office } from '../office.ts';
import { papersOf } from './papers-of.ts';

/**
 * What a scanned code stands for: the paper of its check code, else the case or correction order of exactly this
 * number. Nothing is guessed: a scan that opened the wrong page would be believed.
 * @throws Refusal SCAN-101, SCAN-102
 */
export function findScanned(office: Pick<Office, 'ledger' | 'documents'>, scanned: string): Found {
  const text = scanned.trim();
  const [paper] = papersOf(office.documents, text);
  if (paper !== undefined) return paper;
  const { read } = office.ledger;
  const found = read.select().from(caseTable).where(eq(caseTable.number, text)).get();
  if (found !== undefined)
    return {
      kind: 'CASE',
      id: found.id,
      title: `${found.partyName || NAMELESS} ${found.cause}`.trim(),
      text: `${found.number} ${caseWord(found)}`.trim(),
    };
  const order = read.select().from(orderTable).where(eq(orderTable.number, text)).get();
  if (order !== undefined)
    return { kind: 'ORDER', id: order.id, title: `${order.partyName} ${order.itemName}`, text: order.number };
  return refuseUnknown(text);
}

/**
 * 行政行为码 are made by the province's platform, and their form is not published (domain.md §4.2, §10 no. 23): no
 * inspection is kept here yet that one of them could belong to.
 */
function refuseUnknown(text: string): never {
  const shown = [...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text;
  if (/^https?:\/\//i.test(text))
    refuse(
      'SCAN-102',
      `扫到的是网址「${shown}」，没有打开。如果是检查时出示的行政行为码（亮码），本软件还没有登记检查，未找到对应的检查，请在省平台核对。`,
    );
  refuse(
    'SCAN-101',
    `扫到「${shown}」，未找到对应的文书、案件或检查；请确认扫的是本机关文书上的码，或在查找栏（Ctrl+K）里手工查找。`,
  );
}
