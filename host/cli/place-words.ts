/** Where a passage stands, for people. */
import type { Anchor } from '../../core/types/anchor.ts'
import { say } from '../../core/words/words.ts'

export function placeOf(anchor: Anchor): string {
  switch (anchor.kind) {
    case 'page':
      return say('command-line.place.page', { page: anchor.label ?? anchor.page })
    case 'lines': {
      const [first, last] = anchor.lines
      return first === last ? say('command-line.place.line', { first }) : say('command-line.place.lines', { first, last })
    }
    case 'block':
      return anchor.headings.at(-1) ?? say('command-line.place.block', { block: anchor.block })
  }
}
