/**
 * What further formats bring: documents that are pages of another (read by text recognition), what a file says of
 * itself, its gaps, and passages that its readers do not see.
 */
export const everyFormat = `
ALTER TABLE documents ADD COLUMN parent_id TEXT REFERENCES documents (id) ON DELETE CASCADE;
ALTER TABLE documents ADD COLUMN properties TEXT;
ALTER TABLE documents ADD COLUMN broken_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN unread TEXT;
ALTER TABLE documents DROP COLUMN scanned_pages;
CREATE INDEX documents_by_parent ON documents (parent_id) WHERE parent_id IS NOT NULL;

ALTER TABLE passages ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
CREATE INDEX passages_hidden ON passages (document_id) WHERE hidden = 1;

CREATE TABLE scans (
  id INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  message INTEGER,
  part TEXT,
  state TEXT NOT NULL,
  code TEXT,
  attempts INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX scans_by_document ON scans (document_id);
CREATE INDEX scans_waiting ON scans (attempts, id) WHERE state = 'waiting';
`
