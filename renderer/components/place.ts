/** Where a passage stands, in words. */
import type { Anchor } from '../../core/types/anchor.ts'
import { say } from '../../core/words/words.ts'

/** With the attachment that it is a place in. */
export function placeOf(anchor: Anchor): string {
  const place = placeWithin(anchor)
  return anchor.kind === 'message' || anchor.part === undefined ? place : say('ask.place-attachment', { name: anchor.part, place })
}

function placeWithin(anchor: Anchor): string {
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
      if (anchor.headings.length > 0) return anchor.headings.join(' › ')
      return anchor.lastBlock === undefined
        ? say('ask.place-block', { block: anchor.block })
        : say('ask.place-blocks', { first: anchor.block, last: anchor.lastBlock })
    case 'sheet':
      return say('ask.place-cells', { sheet: anchor.sheet, range: anchor.range })
    case 'slide':
      return say('ask.place-slide', { slide: anchor.slide })
    case 'message':
      return say('ask.place-message', { message: anchor.message })
  }
}
