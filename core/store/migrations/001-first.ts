/** The first shape of the profile. Keys that leave the store (passages, files, sources) are never used twice. */
export const first = `
CREATE TABLE profile (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  device TEXT,
  added_at INTEGER NOT NULL,
  checked_at INTEGER
) STRICT;

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  content_hash TEXT NOT NULL,
  format TEXT NOT NULL,
  title TEXT,
  pages INTEGER,
  scanned_pages INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL,
  passages INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_ms REAL NOT NULL,
  changed_ms REAL NOT NULL,
  inode TEXT NOT NULL,
  format TEXT,
  content_hash TEXT,
  document_id TEXT REFERENCES documents (id),
  outcome TEXT,
  reason TEXT,
  UNIQUE (source_id, path)
) STRICT;
CREATE INDEX files_by_path ON files (path);
CREATE INDEX files_by_document ON files (document_id);
CREATE INDEX files_waiting ON files (source_id) WHERE outcome IS NULL;

CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  text TEXT NOT NULL,
  context TEXT NOT NULL,
  anchor TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  UNIQUE (document_id, ordinal)
) STRICT;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE network_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  host TEXT NOT NULL,
  purpose TEXT NOT NULL,
  allowed INTEGER NOT NULL,
  bytes_sent INTEGER NOT NULL,
  bytes_received INTEGER NOT NULL
) STRICT;
`
