import { eq } from 'drizzle-orm';
import { refuse } from '../../../preload/contract/refusal.ts';
import type { ReadLedger } from '../ledger/index.ts';
import { cases, tickets } from './tables.ts';

/** Why a ticket cannot be used once more, empty when it is free: 一票一案 (domain.md §1.4). */
export function ticketTrouble(read: ReadLedger, ticketNo: string): string {
  const used = read
    .select({ number: cases.number })
    .from(tickets)
    .innerJoin(cases, eq(cases.id, tickets.caseId))
    .where(eq(tickets.ticketNo, ticketNo))
    .get();
  return used === undefined
    ? ''
    : `票据号 ${ticketNo} 已登记在 ${used.number} 案中，一票只能用于一案，没有重复登记；请核对票据号。`;
}

/** Refuses CASE-312. */
export function requireFreeTicket(read: ReadLedger, ticketNo: string): void {
  const trouble = ticketTrouble(read, ticketNo);
  if (trouble !== '') refuse('CASE-312', trouble, { field: 'ticketNo' });
}
