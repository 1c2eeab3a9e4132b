import { getTableColumns, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { WriteTables } from './types.ts';

type Row = Readonly<Record<string, unknown>>;
type Values = (row: Row | readonly Row[]) => Insertion;
/** The part of drizzle's insertion of values that it shares with ours. */
interface Insertion {
  run(): unknown;
  returning(...fields: unknown[]): unknown;
  onConflictDoNothing(...config: unknown[]): unknown;
  onConflictDoUpdate(...config: unknown[]): unknown;
  prepare(): { run(values: Row): unknown };
}

/**
 * Lets drizzle compile the insertion of one row once for each table and set of fields, instead of each time: building
 * the SQL takes longer than the engine takes to run it. Everything but `insert(table).values(row).run()` is drizzle's.
 */
export function compileInsertionsOnce(tables: WriteTables): WriteTables {
  const valuesOf = tables.insert.bind(tables) as unknown as (table: SQLiteTable) => {
    values: Values;
    select(query: unknown): unknown;
  };
  const compiled = new Map<SQLiteTable, Map<string, ReturnType<Insertion['prepare']>>>();
  const insert = (table: SQLiteTable) => {
    const drizzle = valuesOf(table);
    let kept = compiled.get(table);
    if (!kept) {
      // A default that is computed belongs to one row.
      if (Object.values(getTableColumns(table)).some((column) => column.defaultFn || column.onUpdateFn)) return drizzle;
      kept = new Map();
      compiled.set(table, kept);
    }
    const known = kept;
    const values: Values = (row) => {
      if (Array.isArray(row)) return drizzle.values(row);
      const one = row as Row;
      const shape = shapeOf(one);
      if (shape === undefined) return drizzle.values(one);
      const slow = () => drizzle.values(one);
      return {
        run() {
          let prepared = known.get(shape);
          if (!prepared) {
            prepared = drizzle.values(templateOf(one)).prepare();
            known.set(shape, prepared);
          }
          return prepared.run(one);
        },
        returning: (...fields) => slow().returning(...fields),
        onConflictDoNothing: (...config) => slow().onConflictDoNothing(...config),
        onConflictDoUpdate: (...config) => slow().onConflictDoUpdate(...config),
        prepare: () => slow().prepare(),
      };
    };
    return { values, select: (query: unknown) => drizzle.select(query) };
  };
  return Object.assign(tables, { insert });
}

/** Which fields the row gives, and which of them as null; undefined where a value is SQL. */
function shapeOf(row: Row): string | undefined {
  let shape = '';
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'object' && value !== null && 'getSQL' in value) return undefined;
    if (value !== undefined) shape += value === null ? `${name}=0 ` : `${name} `;
  }
  return shape;
}

/** The row with a place for each value; null is no value that a column encodes. */
function templateOf(row: Row): Row {
  const given = Object.entries(row).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, value === null ? null : sql.placeholder(name)]));
}
