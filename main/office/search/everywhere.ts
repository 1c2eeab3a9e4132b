import { inArray, like, or } from 'drizzle-orm';
import { caseWord, type Found, NAMELESS } from '../../../preload/contract/cases.ts';
import { caseTable, orderTable } from '../cases/index.ts';
import type { Office } from '../office.ts';
import { asFound, newCode, registeredCode } from './codes-of.ts';
import { papersOf } from './papers-of.ts';

/**
 * Ctrl+K: the paper of a check code or the registered 行政行为码 of this text; else cases, people, correction orders,
 * codes and items for the same words. An address that is not registered is offered to those who may register it.
 */
export function findEverywhere(
  office: Pick<Office, 'ledger' | 'search' | 'subjects' | 'powers' | 'documents' | 'clock' | 'inspections'>,
  query: string,
  mayRegister: boolean,
): Found[] {
  const { ledger, search, subjects, powers, documents, clock, inspections } = office;
  const papers = papersOf(documents, query);
  if (papers.length > 0) return papers;
  const code = registeredCode(office, query);
  if (code !== undefined) return [code];
  const offer = mayRegister ? newCode(office, query) : undefined;
  if (offer !== undefined) return [offer];
  const ids = search.caseIds(query, 8);
  const rows = new Map(
    ledger.read
      .select()
      .from(caseTable)
      .where(inArray(caseTable.id, ids))
      .all()
      .map((row) => [row.id, row]),
  );
  const part = `%${query.replace(/[%_]/g, '')}%`;
  return [
    ...ids.flatMap((id): Found[] => {
      const row = rows.get(id);
      if (row === undefined) return [];
      return [
        {
          kind: 'CASE',
          id,
          title: `${row.partyName || NAMELESS} ${row.cause}`.trim(),
          text: `${row.number} ${caseWord(row)}`.trim(),
        },
      ];
    }),
    ...subjects.list({ query, offset: 0, limit: 5 }).rows.map(
      (row): Found => ({
        kind: 'SUBJECT',
        id: row.id,
        title: row.name,
        text: `${row.maskedNo} ${row.address}`.trim(),
      }),
    ),
    ...ledger.read
      .select()
      .from(orderTable)
      .where(or(like(orderTable.number, part), like(orderTable.partyName, part)))
      .limit(5)
      .all()
      .map(
        (row): Found => ({ kind: 'ORDER', id: row.id, title: `${row.partyName} ${row.itemName}`, text: row.number }),
      ),
    ...inspections.found(query, 5).map(asFound),
    ...powers
      .find(query, clock.today())
      .slice(0, 5)
      .map((item): Found => ({ kind: 'ITEM', id: item.code, title: item.name, text: item.range })),
  ];
}
