/**
 * The only place where a filter for LanceDB is written. It is SQL text without parameters, so nothing goes in
 * but ids: numbers that are whole, and names with their single quotes doubled.
 */

/** Rows whose `column` is one of the names. Not for an empty list. */
export function nameIn(column: 'document' | 'hash', names: readonly string[]): string {
  return `${column} IN (${names.map((name) => `'${name.replaceAll("'", "''")}'`).join(',')})`
}

/** Rows with these ids. Not for an empty list. */
export function idIn(ids: readonly number[]): string {
  for (const id of ids) if (!Number.isSafeInteger(id)) throw new RangeError(`not an id: ${id}`)
  return `id IN (${ids.join(',')})`
}
