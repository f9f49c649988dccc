/**
 * Takes the agreed token for "the passages do not say" out of the stream, wherever it stands and however
 * the stream was cut, and remembers that it was there.
 */
import { notInDocuments } from './prompt.ts'

export interface RefusalFilter {
  push(text: string): string
  end(): string
  readonly refused: boolean
}

/** As agreed, and as models write it in Markdown. */
const spellings = [notInDocuments, notInDocuments.replaceAll('_', '\\_')]

export function refusalFilter(): RefusalFilter {
  let held = ''
  let refused = false
  return {
    push(text) {
      held += text
      for (const spelling of spellings) {
        refused ||= held.includes(spelling)
        held = held.replaceAll(spelling, '')
      }
      const from = tailFrom(held)
      const shown = held.slice(0, from)
      held = held.slice(from)
      return shown
    },
    end() {
      const shown = held
      held = ''
      return shown
    },
    get refused() {
      return refused
    },
  }
}

/** Where the end of the text begins that could yet become the token. */
function tailFrom(text: string): number {
  const longest = Math.max(...spellings.map((spelling) => spelling.length)) - 1
  for (let from = Math.max(0, text.length - longest); from < text.length; from++) {
    const tail = text.slice(from)
    if (spellings.some((spelling) => spelling.startsWith(tail))) return from
  }
  return text.length
}
