/** The sentences that the ask line writes itself, in the language spoken now. */

import type { BestFacts, CountedFacts, Wording } from '../ask/wording.ts'
import { say, sentences, spokenLanguage, type WordsKey } from '../words/words.ts'

function countedKey(total: number, told: string): WordsKey {
  if (total > 0) return 'catalogue.files'
  return told === '' ? 'catalogue.none-fits' : 'catalogue.none'
}

function day(date: number): string {
  return dayFormat().format(date)
}

function dayFormat(): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(spokenLanguage(), { dateStyle: 'long' })
}

/** In thousands. */
function size(bytes: number): string {
  const [unit, each] = (
    [
      ['gigabyte', 1e9],
      ['megabyte', 1e6],
    ] as const
  ).find(([, least]) => bytes >= least) ?? ['kilobyte', 1e3]
  return new Intl.NumberFormat(spokenLanguage(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(bytes / each)
}

function period({ from, to, carried }: NonNullable<CountedFacts['period']>, files: number): string {
  // the end is not part of it: the day before it is
  const span =
    from === undefined
      ? say('catalogue.until', { date: day((to ?? 0) - 1) })
      : to === undefined
        ? say('catalogue.since', { date: day(from) })
        : dayFormat().formatRange(from, to - 1)
  if (carried === null) return say('catalogue.period', { period: span })
  if (carried === files) return say('catalogue.period-own', { period: span })
  return carried === 0 ? say('catalogue.period-none', { period: span }) : say('catalogue.period-some', { period: span, carried, disk: files - carried })
}

const heldKeys: Readonly<Record<CountedFacts['how'], WordsKey>> = {
  phrase: 'catalogue.with-phrase',
  words: 'catalogue.with-words',
  any: 'catalogue.with-any',
}

const bestKeys: Readonly<Record<BestFacts['which'], WordsKey>> = {
  newest: 'catalogue.newest',
  oldest: 'catalogue.oldest',
  largest: 'catalogue.largest',
  smallest: 'catalogue.smallest',
}

function best({ which, file, date, size: bytes, others }: BestFacts): string {
  const by = which === 'largest' || which === 'smallest' ? { size: size(bytes) } : { date: day(date) }
  return sentences([say(bestKeys[which], { file, ...by }), ...(others > 0 ? [say('catalogue.others', { others })] : [])])
}

export const askWording: Wording = {
  counted({ total, of, files, words, how, copies, unread, kind, kindUnknown, period: asked, size: sizes, among }) {
    const what = kind !== null && !kindUnknown ? say('catalogue.of-kind', { kind }) : ''
    const held = words === null ? '' : say(heldKeys[how], { files: Math.max(files, 1), words })
    const counted =
      of === 'passages' ? say('catalogue.passages', { total, files, words: words ?? '' }) : say(countedKey(total, held + what), { total, held, what })
    return sentences([
      counted.replaceAll(/ +/g, ' ').replaceAll(/ (?=[.,])/g, ''),
      ...(among === null ? [] : [say('catalogue.within', { question: among })]),
      ...(kindUnknown && kind !== null ? [say('catalogue.kind-unknown', { kind })] : []),
      ...(asked === null ? [] : [period(asked, files)]),
      ...(sizes?.from === undefined ? [] : [say('catalogue.size-from', { size: size(sizes.from) })]),
      ...(sizes?.to === undefined ? [] : [say('catalogue.size-to', { size: size(sizes.to) })]),
      ...(copies > 0 ? [say('catalogue.copies', { copies })] : []),
      ...(unread > 0 ? [say('catalogue.unread', { unread })] : []),
    ])
  },
  best,
  day,
  size,
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
