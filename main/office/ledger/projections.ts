import { getTableConfig } from 'drizzle-orm/sqlite-core';
import type { Connection } from './connection.ts';
import { ddlHash, ddlOf, type TableDdl } from './ddl.ts';
import type { Registry } from './registry.ts';
import { isFixed, type OnSlow, projectedView } from './statements.ts';
import type { Projection, Recorded, WriteTables } from './types.ts';

/** A projection with the SQL of its tables. */
export interface Planned {
  readonly projection: Projection;
  readonly tables: readonly TableDdl[];
  readonly ddlHash: string;
}

/** Plans every projection; a table belongs to one module and refers only to tables of the same module. */
export function planAll(registry: Registry): Planned[] {
  const owners = new Map<string, string>();
  return registry.projections.map((projection) => {
    const own = new Set(projection.tables.map((table) => getTableConfig(table).name));
    for (const table of projection.tables) {
      const { name, foreignKeys } = getTableConfig(table);
      const owner = owners.get(name.toLowerCase());
      if (owner) throw new Error(`table ${name} belongs to both ${owner} and ${projection.module}`);
      if (isFixed(name.toLowerCase())) throw new Error(`table ${name} has a name that the ledger keeps for itself`);
      for (const key of foreignKeys) {
        const target = getTableConfig(key.reference().foreignTable).name;
        // A module is rebuilt alone, so its tables cannot depend on another module's rows.
        if (!own.has(target))
          throw new Error(`table ${name} refers to ${target}, which is not in ${projection.module}`);
      }
      owners.set(name.toLowerCase(), projection.module);
    }
    const tables = projection.tables.map(ddlOf);
    return { projection, tables, ddlHash: ddlHash(tables) };
  });
}

/** Changes the projected tables of one connection, each module through a view that writes only its own. */
export class Projector {
  readonly #registry: Registry;
  readonly #views: ReadonlyMap<string, WriteTables>;

  constructor(db: Connection, registry: Registry, plans: readonly Planned[], onSlow: OnSlow) {
    this.#registry = registry;
    this.#views = new Map(
      plans.map(({ projection, tables }) => [
        projection.module,
        projectedView(db, new Set(tables.map((table) => table.name.toLowerCase())), onSlow),
      ]),
    );
  }

  /** Applies one action; an erased payload changes nothing, in the live tables (rebuilt then) as in a replay. */
  project(action: Recorded): void {
    if (action.payload === undefined) return;
    for (const { projection, apply } of this.#registry.appliers(action.kind)) {
      const tables = this.#views.get(projection.module);
      if (tables) apply(tables, action as Recorded<never>);
    }
  }
}

/** The projections whose tables in this file were made by another version of their code. */
export function staleOf(db: Connection, plans: readonly Planned[]): Planned[] {
  const find = db.prepare<[string], { version: number; ddlHash: string }>(
    'SELECT version, ddl_hash AS ddlHash FROM ledger_projection WHERE module = ?',
  );
  return plans.filter(({ projection, ddlHash: wanted }) => {
    const found = find.get(projection.module);
    return found?.version !== projection.version || found.ddlHash !== wanted;
  });
}

/** Creates the tables of a projection, indexes included. */
export function createTables(db: Connection, tables: readonly TableDdl[]): void {
  for (const table of tables) {
    db.exec(table.create);
    for (const index of table.indexes) db.exec(index);
  }
}

/** Remembers which version of a projection the tables hold. */
export function rememberVersion(db: Connection, { projection, tables, ddlHash: hash }: Planned): void {
  db.prepare(
    `INSERT INTO ledger_projection (module, version, tables, ddl_hash) VALUES (?, ?, ?, ?)
      ON CONFLICT (module) DO UPDATE SET version = excluded.version, tables = excluded.tables, ddl_hash = excluded.ddl_hash`,
  ).run(projection.module, projection.version, JSON.stringify(tables.map((table) => table.name)), hash);
}

/** Whether the journal holds any action that this projection applies. */
export function hasActions(db: Connection, projection: Projection): boolean {
  return (
    db
      .prepare<[string], number>(
        'SELECT EXISTS (SELECT 1 FROM ledger_journal WHERE kind IN (SELECT value FROM json_each(?)))',
      )
      .pluck()
      .get(JSON.stringify(projection.kinds.map((kind) => kind.kind))) === 1
  );
}
