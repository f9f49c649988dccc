/** The sentences that the ask line writes itself, in the language spoken now. */

import type { Wording } from '../ask/wording.ts'
import { say, spokenLanguage, type WordsKey } from '../words/words.ts'

function countedKey(total: number, told: string): WordsKey {
  if (total > 0) return 'catalogue.files'
  return told === '' ? 'catalogue.none-fits' : 'catalogue.none'
}

export const askWording: Wording = {
  counted({ total, of, files, words, phrase, copies, unread, kind, kindUnknown, dated }) {
    const what = kind !== null && !kindUnknown ? say('catalogue.of-kind', { kind }) : ''
    const held = words === null ? '' : say(phrase ? 'catalogue.with-phrase' : 'catalogue.with-words', { files: Math.max(files, 1), words })
    const counted =
      of === 'passages' ? say('catalogue.passages', { total, files, words: words ?? '' }) : say(countedKey(total, held + what), { total, held, what })
    return [
      counted.replaceAll(/ +/g, ' ').replaceAll(/ (?=[.,])/g, ''),
      ...(kindUnknown && kind !== null ? [say('catalogue.kind-unknown', { kind })] : []),
      ...(dated ? [say('catalogue.dated')] : []),
      ...(copies > 0 ? [say('catalogue.copies', { copies })] : []),
      ...(unread > 0 ? [say('catalogue.unread', { unread })] : []),
    ].join(' ')
  },
  newest({ file, date, others, oldest }) {
    const changed = new Intl.DateTimeFormat(spokenLanguage(), { dateStyle: 'long' }).format(date)
    return [say(oldest ? 'catalogue.oldest' : 'catalogue.newest', { file, date: changed }), ...(others > 0 ? [say('catalogue.others', { others })] : [])].join(
      ' ',
    )
  },
  amongThose: (question, before) => say('catalogue.among', { question, before }),
  furtherFiles: (count) => say('catalogue.further', { count }),
  leadingSentences: () => say('catalogue.leading'),
  comparedByWords: () => say('catalogue.compared-by-words'),
  together: () => say('catalogue.together'),
  same: () => say('catalogue.same'),
  differs: () => say('catalogue.differs'),
  onlyIn: (file) => say('catalogue.only-in', { file }),
  furtherSentences: (count) => say('catalogue.further-sentences', { count }),
}
