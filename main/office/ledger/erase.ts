import { refuse } from '../../../preload/contract/refusal.ts';
import type { Connection } from './connection.ts';
import type { Registry } from './registry.ts';

/**
 * Removes the payloads of these actions inside the open transaction and says which modules' tables they had changed.
 * Refuses LED-304 for an unknown or already erased action and LED-305 for the ledger's own records.
 */
export function removePayloads(db: Connection, registry: Registry, actions: readonly string[]): string[] {
  const find = db.prepare<[string], { position: number; kind: string }>(
    'SELECT position, kind FROM ledger_journal WHERE id = ?',
  );
  const remove = db.prepare<[number]>(
    'UPDATE ledger_journal SET salt = NULL, bytes = NULL WHERE position = ? AND bytes IS NOT NULL',
  );
  return actions.flatMap((id) => {
    const found = find.get(id);
    if (found && /^(?:ledger|access)\./.test(found.kind)) {
      refuse('LED-305', '账本自身的记录不能销毁，没有改动任何内容；请只选择业务记录。', {
        detail: { kind: found.kind },
      });
    }
    if (!found || remove.run(found.position).changes === 0) {
      refuse('LED-304', '要销毁的内容不存在或已经销毁，没有改动任何内容；请刷新后重新选择。', {
        detail: { action: id },
      });
    }
    return registry.appliers(found.kind).map(({ projection }) => projection.module);
  });
}
