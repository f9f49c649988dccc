/** Where a passage stands, in words: the same on screen, at the command line and in exports. */
import type { Anchor } from '../types/anchor.ts'
import { say } from './words.ts'

/** With the attachment that it is a place in. */
export function placeOf(anchor: Anchor): string {
  const place = placeWithin(anchor)
  return anchor.kind === 'message' || anchor.part === undefined ? place : say('place.attachment', { name: anchor.part, place })
}

function placeWithin(anchor: Anchor): string {
  switch (anchor.kind) {
    case 'page':
      return anchor.label === undefined || anchor.label === String(anchor.page)
        ? say('place.page', { page: anchor.page })
        : say('place.labelled-page', { page: anchor.page, label: anchor.label })
    case 'lines': {
      const [first, last] = anchor.lines
      return first === last ? say('place.line', { line: first }) : say('place.lines', { first, last })
    }
    case 'block':
      if (anchor.headings.length > 0) return anchor.headings.join(' › ')
      return anchor.lastBlock === undefined ? say('place.block', { block: anchor.block }) : say('place.blocks', { first: anchor.block, last: anchor.lastBlock })
    case 'sheet':
      return say('place.cells', { sheet: anchor.sheet, range: anchor.range })
    case 'slide':
      return say('place.slide', { slide: anchor.slide })
    case 'message':
      return say('place.message', { message: anchor.message })
  }
}
