import { PGlite, type Transaction } from '@electric-sql/pglite';
import postgres from 'postgres';

type Row = Record<string, unknown>;

/** The one SQL dialect of the county: PostgreSQL, embedded (PGlite) or served. `$1` parameters, rows as objects. */
export interface Sql {
  query<T extends Row = Row>(text: string, parameters?: readonly (string | number | null)[]): Promise<T[]>;
  /** Several statements without parameters. */
  script(text: string): Promise<void>;
}

export interface Storage extends Sql {
  /** Everything in `work` or nothing. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

function embeddedSql(db: PGlite | Transaction): Sql {
  return {
    query: async <T extends Row>(text: string, parameters: readonly (string | number | null)[] = []) =>
      (await db.query<T>(text, [...parameters])).rows,
    script: async (text) => {
      await db.exec(text);
    },
  };
}

/** PostgreSQL inside this process; kept in `dir`, or in memory when there is none. */
export async function openEmbedded(dir: string | undefined): Promise<Storage> {
  const db = await PGlite.create(dir === undefined ? {} : { dataDir: dir });
  return {
    ...embeddedSql(db),
    transaction: (work) => db.transaction((inside) => work(embeddedSql(inside))),
    close: () => db.close(),
  };
}

function servedSql(db: postgres.Sql | postgres.TransactionSql): Sql {
  return {
    query: async <T extends Row>(text: string, parameters: readonly (string | number | null)[] = []) => [
      ...(await db.unsafe<T[]>(text, [...parameters])),
    ],
    script: async (text) => {
      await db.unsafe(text);
    },
  };
}

/** A PostgreSQL server, `postgres://user@host/database`. */
export async function openServed(url: string): Promise<Storage> {
  const db = postgres(url, { onnotice: () => {} });
  await db`select 1`;
  return {
    ...servedSql(db),
    transaction: async <T>(work: (sql: Sql) => Promise<T>) =>
      (await db.begin((inside) => work(servedSql(inside)))) as T,
    close: () => db.end({ timeout: 5 }),
  };
}
