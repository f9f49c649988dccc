/** JSON read without a tree (RFC 8259): each value in turn with its place in the text. Nesting costs no stack; what is no JSON is told. */

export interface JsonReader {
  /** `big`: its text is longer than was asked about. */
  open(kind: 'object' | 'array', at: number): void
  close(at: number): void
  key(name: string): void
  /** A string without its quotes and escapes, else as it is written. */
  leaf(value: string, at: number): void
  /** A value that stands in nothing has ended. */
  ended(): void
}

/** Nesting beyond this is nobody's data. */
const deepest = 100_000
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity)(?=[\s,\]}]|$)/y
const blanks = /[ \t\n\r\ufeff]*/y
const plainString = /"[^"\\\u0000-\u001f]*"/y

/** Values told between two pauses. */
const valuesInTurn = 2_000

/**
 * One value, or several after each other. Pauses now and then, for what was told to be taken. False where the text is
 * no JSON; what was read until there has been told.
 */
export function* scanJson(text: string, reader: JsonReader): Generator<void, boolean> {
  let told = 0
  const open: ('{' | '[')[] = []
  let at = skipBlanks(text, 0)
  if (at >= text.length) return false
  let state: 'value' | 'first' | 'after' = 'value'
  for (;;) {
    at = skipBlanks(text, at)
    const within = open.at(-1)
    if (at >= text.length) return within === undefined && state !== 'first'
    const letter = text[at]
    if (state === 'after') {
      if (within === undefined) {
        reader.ended()
        state = 'value'
        continue
      }
      if (letter === (within === '{' ? '}' : ']')) {
        reader.close(at)
        open.pop()
        at += 1
        continue
      }
      if (letter !== ',') return false
      at += 1
      state = 'value'
      if (within === '[') continue
      at = skipBlanks(text, at)
    } else if (state === 'first' && letter === (within === '{' ? '}' : ']')) {
      reader.close(at)
      open.pop()
      at += 1
      state = 'after'
      continue
    }
    if (within === '{') {
      const end = stringEnd(text, at)
      if (end < 0) return false
      const name = stringValue(text, at, end)
      if (name === null) return false
      reader.key(name)
      at = skipBlanks(text, end)
      if (text[at] !== ':') return false
      at = skipBlanks(text, at + 1)
    }
    const start = text[at]
    if (start === '{' || start === '[') {
      if (open.length >= deepest) return false
      reader.open(start === '{' ? 'object' : 'array', at)
      open.push(start)
      at += 1
      state = 'first'
      continue
    }
    const end = start === '"' ? stringEnd(text, at) : scalarEnd(text, at)
    if (end < 0) return false
    const value = start === '"' ? stringValue(text, at, end) : text.slice(at, end)
    if (value === null) return false
    reader.leaf(value, at)
    told += 1
    if (told % valuesInTurn === 0) yield
    at = end
    state = 'after'
  }
}

function skipBlanks(text: string, at: number): number {
  blanks.lastIndex = at
  blanks.test(text)
  return blanks.lastIndex
}

function scalarEnd(text: string, at: number): number {
  scalar.lastIndex = at
  return scalar.test(text) ? scalar.lastIndex : -1
}

function stringEnd(text: string, at: number): number {
  if (text[at] !== '"') return -1
  plainString.lastIndex = at
  if (plainString.test(text)) return plainString.lastIndex
  let end = at + 1
  for (;;) {
    const quote = text.indexOf('"', end)
    if (quote < 0) return -1
    let slashes = 0
    while (text[quote - 1 - slashes] === '\\') slashes += 1
    if (slashes % 2 === 0) return quote + 1
    end = quote + 1
  }
}

/** Null where an escape is none. */
function stringValue(text: string, at: number, end: number): string | null {
  const literal = text.slice(at, end)
  if (!literal.includes('\\')) return literal.slice(1, -1)
  try {
    const value: unknown = JSON.parse(literal.replace(/[\u0000-\u001f]/g, ' '))
    return typeof value === 'string' ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
