import { type Penalty, penalty } from '../preload/contract/county.ts';
import type { Storage } from './storage.ts';

interface PenaltyRow extends Record<string, unknown> {
  case_id: string;
  desk_id: string;
  town: string;
  number: string | null;
  item_code: string | null;
  cause: string | null;
  party: string | null;
  fine_fen: string | number | null;
  state: string;
  issued_on: string | null;
  closed_on: string | null;
}

/** The on-the-spot penalties the county knows of, newest received first. Parties are masked by the view. */
export async function listPenalties(storage: Storage, limit: number): Promise<Penalty[]> {
  const rows = await storage.query<PenaltyRow>(
    'select * from penalties order by received_at desc, number desc nulls last limit $1',
    [limit],
  );
  return rows.map((row) =>
    penalty.parse({
      caseId: row.case_id,
      deskId: row.desk_id,
      town: row.town,
      number: row.number,
      itemCode: row.item_code,
      cause: row.cause,
      party: row.party,
      fineFen: row.fine_fen === null ? null : Math.round(Number(row.fine_fen)),
      state: row.state,
      issuedOn: row.issued_on,
      closedOn: row.closed_on,
    }),
  );
}
