import { sql } from 'drizzle-orm';
import type { AccessEntry, ReadLedger } from './types.ts';

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Lines of the access log between two UTC instants, newest first: for the audit administrator. */
export function accessLines(
  read: ReadLedger,
  ask: Page & { readonly from: string; readonly until: string },
): { total: number; lines: (AccessEntry & { at: string })[] } {
  const within = sql`at >= ${ask.from} AND at < ${ask.until}`;
  const total = read.get<{ n: number }>(sql`SELECT count(*) AS n FROM ledger_access WHERE ${within}`);
  const lines = read.all<AccessEntry & { at: string }>(
    sql`SELECT at, actor, what, subject, detail FROM ledger_access WHERE ${within}
        ORDER BY position DESC LIMIT ${ask.limit} OFFSET ${ask.offset}`,
  );
  return { total: total?.n ?? 0, lines };
}

export interface ActionLine {
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string;
}

/** Headers of the administrative actions, newest first; payloads are never read here. */
export function actionLines(
  read: ReadLedger,
  kinds: readonly string[],
  ask: Page,
): { total: number; lines: ActionLine[] } {
  const among = sql`kind IN ${kinds}`;
  const total = read.get<{ n: number }>(sql`SELECT count(*) AS n FROM ledger_journal WHERE ${among}`);
  const lines = read.all<ActionLine>(
    sql`SELECT at, actor, kind, subject FROM ledger_journal WHERE ${among}
        ORDER BY position DESC LIMIT ${ask.limit} OFFSET ${ask.offset}`,
  );
  return { total: total?.n ?? 0, lines };
}
