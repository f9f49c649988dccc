/** Joins what a model writes to the beginning that it was handed: what it repeats of it is left out. */

export interface Joiner {
  /** Takes the next piece of the model's text; gives what is new. */
  push(text: string): string
  /** What was still held back. */
  end(): string
}

/** Models that repeat at all repeat this much soon. UTF-16 code units. */
const heldBack = 160
/** Fewer letters in common are chance. */
const leastRestart = 24
const leastOverlap = 8

export function joiner(beginning: string): Joiner {
  let held = ''
  let joined = beginning === ''
  const settle = (): string => {
    joined = true
    return withoutRepeated(beginning, held)
  }
  return {
    push(text) {
      if (joined) return text
      held += text
      // one that begins anew is read on until it leaves the beginning
      const repeating = beginning.startsWith(held.trimStart())
      return repeating || held.length < heldBack ? '' : settle()
    },
    end: () => (joined ? '' : settle()),
  }
}

function withoutRepeated(beginning: string, text: string): string {
  const bare = text.trimStart()
  const common = commonStart(beginning, bare)
  if (common === beginning.length) return bare.slice(common)
  if (common >= leastRestart) return `${bare[common - 1] === ' ' ? ' ' : ''}${bare.slice(common)}`
  for (let length = Math.min(beginning.length, bare.length); length >= leastOverlap; length--) {
    if (beginning.endsWith(bare.slice(0, length))) return bare.slice(length)
  }
  return needsBlank(beginning, text) ? ` ${text}` : text
}

function commonStart(a: string, b: string): number {
  let at = 0
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1
  return at
}

/** A chat template loses the blank that a new word begins with. */
function needsBlank(beginning: string, text: string): boolean {
  return /[.!?:;,\])"”]$/.test(beginning) && /^[\p{Lu}\p{N}("“]/u.test(text)
}
