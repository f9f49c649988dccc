/** Where a passage stands, in words. */
import type { Anchor } from '../../core/types/anchor.ts'
import { say } from '../../core/words/words.ts'

export function placeOf(anchor: Anchor): string {
  switch (anchor.kind) {
    case 'page':
      return anchor.label === undefined || anchor.label === String(anchor.page)
        ? say('ask.place-page', { page: anchor.page })
        : say('ask.place-labelled-page', { page: anchor.page, label: anchor.label })
    case 'lines': {
      const [first, last] = anchor.lines
      return first === last ? say('ask.place-line', { line: first }) : say('ask.place-lines', { first, last })
    }
    case 'block':
      return anchor.headings.length > 0 ? anchor.headings.join(' › ') : say('ask.place-block', { block: anchor.block })
  }
}
