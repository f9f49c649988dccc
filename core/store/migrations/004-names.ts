/** Names and folders of files on their own, in small indexes, so that a hundred thousand can be gone through at every key. */
export const names = `
ALTER TABLE files ADD COLUMN lower_name TEXT GENERATED ALWAYS AS (lower(name)) VIRTUAL;
ALTER TABLE files ADD COLUMN folder TEXT GENERATED ALWAYS AS (rtrim(path, replace(replace(path, '/', ''), '\\', ''))) VIRTUAL;
CREATE INDEX files_by_lower_name ON files (lower_name);
CREATE INDEX files_by_folder ON files (folder);
`
