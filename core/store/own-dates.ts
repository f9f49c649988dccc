/** The date that a document carries, as SQL: milliseconds since 1970, null where it carries none with a day. */
import type { OwnDate } from '../types/answer.ts'

/** Dates before are what programs write that know none. */
const earliest = "'1971'"

/** `document`: the SQL name of its row. A date without a zone is that of this computer's place. */
export function ownDate(document: string, which: OwnDate): string {
  const [first, second] = which === 'created' ? ['created', 'modified'] : ['modified', 'created']
  const said = `coalesce(json_extract(${document}.properties, '$.${first}'), json_extract(${document}.properties, '$.${second}'))`
  return `CASE
    WHEN ${said} NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' OR ${said} < ${earliest} THEN NULL
    WHEN ${said} GLOB '*T*Z' OR ${said} GLOB '*T*[+-][0-9][0-9]:[0-9][0-9]' THEN unixepoch(${said}) * 1000
    ELSE unixepoch(${said}, 'utc') * 1000
  END`
}
