/** The words of exported conversations. */
import type { ExportWords } from '../../chat/export/exported.ts'
import type { Anchor } from '../../types/anchor.ts'
import { say, spokenLanguage } from '../../words/words.ts'

export const exportWords: ExportWords = {
  get language() {
    return spokenLanguage()
  },
  get question() {
    return say('export.question')
  },
  answer: (model) => (model === null ? say('export.answer-quotes') : say('export.answer', { model })),
  get sources() {
    return say('export.sources')
  },
  get nearest() {
    return say('export.nearest')
  },
  get notSaid() {
    return say('export.not-said')
  },
  get stopped() {
    return say('export.stopped')
  },
  get failed() {
    return say('export.failed')
  },
  get unsupported() {
    return say('export.unsupported')
  },
  get hidden() {
    return say('export.hidden')
  },
  searchedFor: (query) => say('export.searched-for', { query }),
  date: (at) => new Intl.DateTimeFormat(spokenLanguage(), { dateStyle: 'long', timeStyle: 'short' }).format(at),
  place: (anchor) => {
    const place = placeWithin(anchor)
    return anchor.kind === 'message' || anchor.part === undefined ? place : say('export.attachment', { name: anchor.part, place })
  },
}

function placeWithin(anchor: Anchor): string {
  switch (anchor.kind) {
    case 'page':
      return say('export.page', { page: anchor.label ?? String(anchor.page) })
    case 'lines':
      return say('export.lines', { first: String(anchor.lines[0]), last: String(anchor.lines[1]) })
    case 'block':
      return anchor.headings.at(-1) ?? say('export.block', { block: String(anchor.block) })
    case 'sheet':
      return say('export.cells', { sheet: anchor.sheet, range: anchor.range })
    case 'slide':
      return say('export.slide', { slide: String(anchor.slide) })
    case 'message':
      return say('export.message', { message: String(anchor.message) })
  }
}
