/**
 * The ledger's own tables. Every table and every index costs a page in each commit: so an action is one row, and its
 * payload (salt and bytes) lies behind its header; the rows of one desk lie behind each other, so (desk, desk_seq)
 * needs no index. Rows of the journal and of the access log can never be changed or removed; only a payload can, as a
 * whole and for ever.
 */
export const fixedTables = {
  number: 1,
  sql: `
CREATE TABLE ledger_journal (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  desk TEXT NOT NULL,
  desk_seq INTEGER NOT NULL,
  subject TEXT NOT NULL,
  subject_version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  scope TEXT NOT NULL,
  payload_hash TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  salt BLOB,
  bytes BLOB,
  UNIQUE (subject, subject_version)
) STRICT;

CREATE TABLE ledger_access (
  position INTEGER PRIMARY KEY,
  month TEXT NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_access_month ON ledger_access (month);
CREATE INDEX ledger_access_subject ON ledger_access (subject);

CREATE TABLE ledger_file (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  quarantined_at TEXT
) STRICT;

CREATE TABLE ledger_file_ref (
  sha256 TEXT NOT NULL REFERENCES ledger_file (sha256),
  position INTEGER NOT NULL REFERENCES ledger_journal (position),
  PRIMARY KEY (sha256, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_anchor (
  kept_at TEXT NOT NULL,
  desk TEXT NOT NULL,
  desk_seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_projection (
  module TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  tables TEXT NOT NULL,
  ddl_hash TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_local (
  module TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT;

CREATE TRIGGER ledger_journal_no_update BEFORE UPDATE ON ledger_journal
WHEN (new.position, new.id, new.desk, new.desk_seq, new.subject, new.subject_version, new.kind, new.version, new.at,
    new.actor, new.scope, new.payload_hash, new.prev_hash, new.hash)
  IS NOT (old.position, old.id, old.desk, old.desk_seq, old.subject, old.subject_version, old.kind, old.version, old.at,
    old.actor, old.scope, old.payload_hash, old.prev_hash, old.hash)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER ledger_journal_only_erase BEFORE UPDATE OF salt, bytes ON ledger_journal
WHEN new.salt IS NOT NULL OR new.bytes IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'payloads are never changed'); END;
CREATE TRIGGER ledger_journal_no_delete BEFORE DELETE ON ledger_journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER ledger_access_no_update BEFORE UPDATE ON ledger_access
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER ledger_access_no_delete BEFORE DELETE ON ledger_access
BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END;
CREATE TRIGGER ledger_anchor_no_update BEFORE UPDATE ON ledger_anchor
BEGIN SELECT RAISE(ABORT, 'anchors are never changed'); END;
`,
} as const;
