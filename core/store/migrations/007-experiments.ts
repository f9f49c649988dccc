/** Experiments: what was settled at the start, the questions as they were frozen, each arm's answers, and blind ratings. */
export const experiments = `
CREATE TABLE experiments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  version_id TEXT NOT NULL,
  data_set TEXT NOT NULL,
  arms TEXT NOT NULL,
  settings TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER,
  failure TEXT,
  leaks TEXT NOT NULL,
  ground TEXT NOT NULL
) STRICT;

CREATE TABLE experiment_questions (
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  example_id TEXT NOT NULL,
  example TEXT NOT NULL,
  found TEXT,
  PRIMARY KEY (experiment_id, example_id)
) STRICT;

CREATE TABLE experiment_answers (
  experiment_id INTEGER NOT NULL,
  arm_id TEXT NOT NULL,
  example_id TEXT NOT NULL,
  answer TEXT NOT NULL,
  code TEXT,
  PRIMARY KEY (experiment_id, arm_id, example_id),
  FOREIGN KEY (experiment_id, example_id) REFERENCES experiment_questions (experiment_id, example_id) ON DELETE CASCADE
) STRICT;
CREATE INDEX experiment_answers_by_question ON experiment_answers (experiment_id, example_id);

CREATE TABLE experiment_ratings (
  experiment_id INTEGER NOT NULL,
  example_id TEXT NOT NULL,
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  better TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (experiment_id, example_id, a, b),
  FOREIGN KEY (experiment_id, example_id) REFERENCES experiment_questions (experiment_id, example_id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE experiment_files (
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  PRIMARY KEY (experiment_id, path)
) STRICT, WITHOUT ROWID;
`
