/** The words of exported conversations. */
import type { ExportWords } from '../../chat/export/exported.ts'
import { placeOf } from '../../words/place.ts'
import { say, spokenLanguage } from '../../words/words.ts'

export const exportWords: ExportWords = {
  get language() {
    return spokenLanguage()
  },
  get question() {
    return say('export.question')
  },
  answer: (model, counted) => (counted ? say('export.answer-counted') : model === null ? say('export.answer-quotes') : say('export.answer', { model })),
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
  rated: (rating) => say(rating === 'good' ? 'export.rated-good' : 'export.rated-poor'),
  get better() {
    return say('export.better')
  },
  get unsupported() {
    return say('export.unsupported')
  },
  get hidden() {
    return say('export.hidden')
  },
  searchedFor: (query) => say('export.searched-for', { query }),
  date: (at) => new Intl.DateTimeFormat(spokenLanguage(), { dateStyle: 'long', timeStyle: 'short' }).format(at),
  place: placeOf,
}
