/** Reads what a model wrote: it was asked for JSON and may have written anything. Only fields of the types asked for, within limits, come out. */

export type Fields = Readonly<Record<string, unknown>>

/** UTF-16 code units of a reply that are looked at, and records of it that are taken. */
const looked = 40_000
const most = 20

/** The records of the first JSON array or object in the text; empty where there is none. */
export function recordsIn(reply: string): readonly Fields[] {
  const text = reply.slice(0, looked)
  const brackets = [['[', ']'] as const, ['{', '}'] as const].toSorted(([a], [b]) => placeOf(text, a) - placeOf(text, b))
  for (const [open, close] of brackets) {
    const value = between(text, open, close)
    const records = Array.isArray(value) ? value.slice(0, most).filter(isFields) : isFields(value) ? [value] : []
    if (records.length > 0) return records
  }
  return []
}

function placeOf(text: string, bracket: string): number {
  const at = text.indexOf(bracket)
  return at < 0 ? text.length : at
}

/** From the first bracket to the last, then to ever earlier ones, a few times. */
function between(text: string, open: string, close: string): unknown {
  const start = text.indexOf(open)
  if (start < 0) return null
  let end = text.lastIndexOf(close)
  for (let tries = 0; tries < 4 && end > start; tries++) {
    try {
      return JSON.parse(text.slice(start, end + 1))
    } catch {
      end = text.lastIndexOf(close, end - 1)
    }
  }
  return null
}

/** The text of a field, trimmed; null where it is none, empty or longer than `limit`. */
export function textIn(fields: Fields, name: string, limit: number): string | null {
  const value = Object.hasOwn(fields, name) ? fields[name] : null
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' || text.length > limit ? null : text
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
