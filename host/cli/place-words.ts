/** Where a passage stands, for people. */
import type { Anchor } from '../../core/types/anchor.ts'
import { say } from '../../core/words/words.ts'

/** With the attachment that it is a place in. */
export function placeOf(anchor: Anchor): string {
  const place = placeWithin(anchor)
  return anchor.kind === 'message' || anchor.part === undefined ? place : say('command-line.place.attachment', { name: anchor.part, place })
}

function placeWithin(anchor: Anchor): string {
  switch (anchor.kind) {
    case 'page':
      return say('command-line.place.page', { page: anchor.label ?? anchor.page })
    case 'lines': {
      const [first, last] = anchor.lines
      return first === last ? say('command-line.place.line', { first }) : say('command-line.place.lines', { first, last })
    }
    case 'block':
      return anchor.headings.at(-1) ?? say('command-line.place.block', { block: anchor.block })
    case 'sheet':
      return say('command-line.place.cells', { sheet: anchor.sheet, range: anchor.range })
    case 'slide':
      return say('command-line.place.slide', { slide: anchor.slide })
    case 'message':
      return say('command-line.place.message', { message: anchor.message })
  }
}
