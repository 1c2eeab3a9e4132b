import { eq } from 'drizzle-orm';
import { caseWord, type Found, NAMELESS } from '../../../preload/contract/cases.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { caseTable, orderTable } from '../cases/index.ts';
import type { Office } from '../office.ts';
import { newCode, registeredCode } from './codes-of.ts';
import { papersOf } from './papers-of.ts';

/**
 * What a scanned code stands for: the paper of its check code, else the case or correction order of exactly this
 * number, else the registered 行政行为码 of exactly this text. Nothing is guessed: a scan that opened the wrong page
 * would be believed. An address that nobody has registered is offered for registration to those who may.
 * @throws Refusal SCAN-101, SCAN-102
 */
export function findScanned(
  office: Pick<Office, 'ledger' | 'documents' | 'inspections'>,
  scanned: string,
  mayRegister: boolean,
): Found {
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
  const code = registeredCode(office, text);
  if (code !== undefined) return code;
  const offer = newCode(office, text);
  if (offer !== undefined && mayRegister) return offer;
  return refuseUnknown(text, offer !== undefined);
}

/** 行政行为码 are made by the province's platform, and their form is not published (domain.md §4.2, §10 no. 23). */
function refuseUnknown(text: string, couldBe: boolean): never {
  const shown = [...text].length > 40 ? `${[...text].slice(0, 40).join('')}…` : text;
  if (/^https?:\/\//i.test(text))
    refuse(
      'SCAN-102',
      couldBe
        ? `扫到的是网址「${shown}」，没有打开。如果是检查时出示的行政行为码（亮码），它还没有登记，请执法人员或内勤登记。`
        : `扫到的是网址「${shown}」，没有打开。它不在本单位设置的行政行为码（亮码）网址之内，或格式不对，请核对扫的码。`,
    );
  refuse(
    'SCAN-101',
    `扫到「${shown}」，未找到对应的文书、案件或检查；请确认扫的是本机关文书上的码，或在查找栏（Ctrl+K）里手工查找。`,
  );
}
