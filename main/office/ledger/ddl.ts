import { createHash } from 'node:crypto';
import { is, SQL } from 'drizzle-orm';
import {
  getTableConfig,
  SQLiteBaseInteger,
  type SQLiteColumn,
  SQLiteSyncDialect,
  type SQLiteTable,
} from 'drizzle-orm/sqlite-core';

/** The statements that create one drizzle table; indexes apart, so that bulk loads can add them last. */
export interface TableDdl {
  readonly name: string;
  readonly create: string;
  readonly indexes: readonly string[];
  /** Column definitions by name, for adding a column to a local table. */
  readonly columns: readonly { readonly name: string; readonly definition: string; readonly generated: boolean }[];
}

const dialect = new SQLiteSyncDialect();
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Creates the DDL from what the code says, so that there is no second description of a table to keep in step. */
export function ddlOf(table: SQLiteTable): TableDdl {
  const config = getTableConfig(table);
  const columns = config.columns.map((column) => ({
    name: column.name,
    definition: definitionOf(column),
    generated: column.generated !== undefined,
  }));
  const lines = [
    ...columns.map((column) => column.definition),
    ...config.primaryKeys.map((key) => `PRIMARY KEY (${names(key.columns)})`),
    ...config.uniqueConstraints.map((unique) => `UNIQUE (${names(unique.columns)})`),
    ...config.foreignKeys.map((key) => {
      const { columns: from, foreignTable, foreignColumns } = key.reference();
      const target = `${quoted(getTableConfig(foreignTable).name)} (${names(foreignColumns)})`;
      const actions = `${key.onDelete ? ` ON DELETE ${key.onDelete}` : ''}${key.onUpdate ? ` ON UPDATE ${key.onUpdate}` : ''}`;
      return `FOREIGN KEY (${names(from)}) REFERENCES ${target}${actions}`;
    }),
    ...config.checks.map((check) => `CONSTRAINT ${quoted(check.name)} CHECK (${text(check.value)})`),
  ];
  const indexes = config.indexes.map(({ config: index }) => {
    const on = index.columns.map((column) => (is(column, SQL) ? text(column) : quoted(nameOf(column)))).join(', ');
    const where = index.where ? ` WHERE ${text(index.where)}` : '';
    return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${quoted(index.name)} ON ${quoted(config.name)} (${on})${where}`;
  });
  return {
    name: config.name,
    create: `CREATE TABLE IF NOT EXISTS ${quoted(config.name)} (\n  ${lines.join(',\n  ')}\n)`,
    indexes,
    columns,
  };
}

/** Changes whenever a table's shape changes, even when somebody forgot to raise the version. */
export function ddlHash(tables: readonly TableDdl[]): string {
  return createHash('sha256').update(JSON.stringify(tables)).digest('hex');
}

function definitionOf(column: SQLiteColumn): string {
  const parts = [quoted(column.name), column.getSQLType()];
  if (column.primary) {
    parts.push('PRIMARY KEY');
    if (is(column, SQLiteBaseInteger) && column.autoIncrement) parts.push('AUTOINCREMENT');
  }
  if (column.notNull) parts.push('NOT NULL');
  if (column.isUnique) parts.push('UNIQUE');
  if (column.generated) {
    const as = typeof column.generated.as === 'function' ? column.generated.as() : column.generated.as;
    const stored = 'mode' in column.generated && column.generated.mode === 'stored';
    parts.push(`GENERATED ALWAYS AS (${is(as, SQL) ? text(as) : literal(as)}) ${stored ? 'STORED' : 'VIRTUAL'}`);
  } else if (column.default !== undefined) {
    const value = column.default;
    parts.push(`DEFAULT ${is(value, SQL) ? `(${text(value)})` : literal(column.mapToDriverValue(value))}`);
  }
  return parts.join(' ');
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  throw new TypeError(`no literal for a default of type ${typeof value}`);
}

/** Index mode: columns without their table, as DDL needs them. */
const text = (value: SQL) => dialect.sqlToQuery(value.inlineParams(), 'indexes').sql;
const nameOf = (column: { name: string }) => column.name;
const names = (columns: readonly { name: string }[]) => columns.map((column) => quoted(column.name)).join(', ');
