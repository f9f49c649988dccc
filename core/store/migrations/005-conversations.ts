/**
 * Conversations: trees of messages, pictures sent along, the files that answers quote, and the words of all. The row of a
 * title among the words has the conversation's id, negative.
 */
export const conversations = `
CREATE TABLE conversations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  titled_by TEXT NOT NULL,
  pinned INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  scope TEXT NOT NULL,
  model TEXT,
  leaf_id INTEGER,
  removed_at INTEGER
) STRICT;
CREATE INDEX conversations_listed ON conversations (pinned DESC, changed_at DESC, id DESC) WHERE removed_at IS NULL;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  parent_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  scope TEXT,
  task TEXT,
  state TEXT,
  thinking TEXT,
  answer TEXT,
  failure TEXT,
  model TEXT
) STRICT;
CREATE INDEX messages_by_conversation ON messages (conversation_id);
CREATE INDEX messages_by_parent ON messages (parent_id);
CREATE INDEX messages_running ON messages (id) WHERE state = 'running';

CREATE TABLE images (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  base64 TEXT NOT NULL
) STRICT;
CREATE INDEX images_by_message ON images (message_id);

CREATE TABLE answer_files (
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  PRIMARY KEY (message_id, path)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE message_words USING fts5 (words, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'");
`
