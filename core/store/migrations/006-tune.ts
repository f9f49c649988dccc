/**
 * Data sets: their examples, what was taken out, and the versions that were frozen. What is looked for has a column, all else is
 * JSON. The files that each of them quotes stand beside it, so that a source can be erased out of them.
 */
export const tune = `
CREATE TABLE data_sets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  plan TEXT
) STRICT;

CREATE TABLE examples (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  data_set_id INTEGER NOT NULL REFERENCES data_sets (id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  personal INTEGER NOT NULL,
  words TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX examples_listed ON examples (data_set_id, id);
CREATE INDEX examples_counted ON examples (data_set_id, state, personal, id);

CREATE TABLE example_files (
  example_id INTEGER NOT NULL REFERENCES examples (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  document_id TEXT NOT NULL,
  golden INTEGER NOT NULL,
  PRIMARY KEY (example_id, path, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX example_files_by_path ON example_files (path);

CREATE TABLE removals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  data_set_id INTEGER NOT NULL REFERENCES data_sets (id) ON DELETE CASCADE,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX removals_listed ON removals (data_set_id, id);

CREATE TABLE removal_files (
  removal_id INTEGER NOT NULL REFERENCES removals (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  PRIMARY KEY (removal_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX removal_files_by_path ON removal_files (path);

CREATE TABLE data_set_versions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  data_set_id INTEGER NOT NULL REFERENCES data_sets (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (data_set_id, number)
) STRICT;

CREATE TABLE frozen_examples (
  version_id INTEGER NOT NULL REFERENCES data_set_versions (id) ON DELETE CASCADE,
  example_id INTEGER NOT NULL,
  split TEXT NOT NULL,
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (version_id, example_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX frozen_examples_by_split ON frozen_examples (version_id, split, example_id);

CREATE TABLE version_files (
  version_id INTEGER NOT NULL REFERENCES data_set_versions (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  PRIMARY KEY (version_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_files_by_path ON version_files (path);
`
