/** SQL: what is kept of files that lie in a source. */

/** The rest of a SELECT, to rows of `files` whose `path` lies in a source (its id is the one value) and in no other. */
export const inSource = (files: string): string => `
  FROM sources JOIN ${files} ON ${files}.path = sources.path
    OR substr(${files}.path, 1, length(sources.path) + 1) IN (sources.path || '/', sources.path || '\\')
  WHERE sources.id = ? AND NOT EXISTS (SELECT 1 FROM files WHERE files.path = ${files}.path AND files.source_id <> sources.id)`
