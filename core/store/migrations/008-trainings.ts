/** Trainings, each as one JSON document beside what it is looked up by, and what is kept of adapters. */
export const trainings = `
CREATE TABLE trainings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL,
  version_id TEXT NOT NULL,
  training TEXT NOT NULL
) STRICT;

CREATE TABLE adapters (
  model TEXT PRIMARY KEY,
  record TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`
