/** Regular expressions that are put together from words: each is compiled once. */
const known = new Map<string, RegExp>()

/** Not for patterns that hold what a person or a document wrote. */
export function compiled(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`
  const expression = known.get(key) ?? new RegExp(source, flags)
  known.set(key, expression)
  return expression
}
