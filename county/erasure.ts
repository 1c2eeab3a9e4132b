import type { CheckedAction } from './chain.ts';
import type { Sql } from './storage.ts';

/**
 * A payload that a town erased by an approved decision is erased here too; header and hash stay, so the chain stays
 * whole. A desk reaches only the actions of its own ledger (also those of the desk it was restored from).
 */
export async function applyErasures(sql: Sql, deskId: string, fresh: readonly CheckedAction[]): Promise<void> {
  for (const { action, body } of fresh) {
    if (action.header.kind !== 'ledger.payload-erased' || body === null) continue;
    await sql.query(
      `with mine as (
         select desk_id, body->>'ledgerId' as ledger from actions
         where kind in ('ledger.created', 'ledger.restored') and body->>'ledgerId' is not null
       )
       update actions set payload = null, salt = null, body = null
       where action_id in (select jsonb_array_elements_text($2::text::jsonb->'actions'))
         and kind not like 'ledger.%'
         and (desk_id = $1
           or desk_id in (select desk_id from mine where ledger in (select ledger from mine where desk_id = $1)))`,
      [deskId, body],
    );
  }
}
