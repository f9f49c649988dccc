/** A receipt in sentences. */
import type { Receipt, StepName, UnderstoodLimit } from '../../core/types/answer.ts'
import { say, sentences as sideBySide, type WordsKey } from '../../core/words/words.ts'
import { baseName, formatDay, formatDuration, formatRate, joined } from './format.ts'
import { modelParts } from './model-name.ts'
import { modelTitle } from './model-words.ts'

/** Steps by the name the engine gives them. */
const stepWords: Readonly<Record<StepName, WordsKey>> = {
  retrieve: 'ask.step-retrieve',
  fuse: 'ask.step-fuse',
  pack: 'ask.step-pack',
  generate: 'ask.step-generate',
  quote: 'ask.step-quote',
  cite: 'ask.step-cite',
  rewrite: 'ask.step-rewrite',
  attribute: 'ask.step-attribute',
  verify: 'ask.step-verify',
  count: 'catalogue.step-count',
  summarise: 'catalogue.step-summarise',
  compare: 'catalogue.step-compare',
  join: 'catalogue.step-join',
}

const isKnown = (name: string): name is StepName => Object.hasOwn(stepWords, name)

/** A step without words, as another version of the engine may have stored it, is shown by its name. */
export function stepName(name: string): string {
  return isKnown(name) ? say(stepWords[name]) : name
}

/** The first line, in plain words. */
export function summary(receipt: Receipt): string {
  const { tokens, sent, files, cut, retrieved, steps } = receipt
  if (steps.some(({ name }) => name === 'count')) return say('ask.receipt-counted')
  if (sent === 0) return say('ask.receipt-none', { retrieved })
  if (!tokens) return say('ask.receipt-quotes', { retrieved, sent, files })
  const read = say(tokens.counted === 'model' ? 'ask.receipt-model' : 'ask.receipt-bound', { sent, files, prompt: tokens.prompt, context: tokens.context })
  return cut > 0 ? sideBySide([read, say('ask.receipt-cut', { cut })]) : read
}

function spanWords(words: string, from: number | undefined, to: number | undefined): string {
  // The end is not part of it: the day before it is.
  const ends = { words, from: from === undefined ? '' : formatDay(from), to: to === undefined ? '' : formatDay(to - 1) }
  if (from === undefined) return say('conversations.understood-to', ends)
  return say(to === undefined ? 'conversations.understood-from' : 'conversations.understood-between', ends)
}

function understoodWords(limit: UnderstoodLimit): string {
  const { words } = limit
  if (limit.dropped) return say('conversations.understood-dropped', { words })
  switch (limit.kind) {
    case 'files':
      return say('conversations.understood-files', { words, names: joined(limit.names) })
    case 'folder':
      return say('conversations.understood-folder', { words, path: limit.path })
    case 'formats':
      return say('conversations.understood-formats', { words, formats: joined(limit.formats) })
    case 'modified':
      return spanWords(words, limit.from, limit.to)
  }
}

function writer({ mode, model }: Receipt): readonly string[] {
  if (mode === 'quotes' || model === null) return []
  const { base: name, adapter, scale } = modelParts(model)
  const base = modelTitle(name)
  if (adapter === null) return [say('conversations.receipt-model', { model: base })]
  if (scale === null) return [say('conversations.receipt-adapter', { model: base, adapter })]
  return [say('conversations.receipt-adapter-scaled', { model: base, adapter, scale: formatRate(scale) })]
}

const sectionWords = {
  empty: 'conversations.section-empty',
  hidden: 'conversations.section-hidden',
  'model-failed': 'conversations.section-model-failed',
} as const

function searched({ rewrite, understood = [], whole, files, history }: Receipt): readonly string[] {
  return [
    ...(rewrite ? [say(rewrite.by === 'model' ? 'conversations.receipt-rewrite-model' : 'conversations.receipt-rewrite-rules', { query: rewrite.query })] : []),
    ...understood.map(understoodWords),
    ...(whole ? [say('conversations.receipt-whole', { files })] : []),
    ...(history && history.sent > 0 ? [say('conversations.receipt-history', { sent: history.sent })] : []),
    ...(history && history.cut > 0 ? [say('conversations.receipt-history-cut', { cut: history.cut })] : []),
  ]
}

function sections({ sections: read }: Receipt): readonly string[] {
  if (!read) return []
  return [
    say('conversations.receipt-sections', { read: read.read, total: read.total }),
    ...read.left.map(({ file, label, reason }) =>
      say('conversations.receipt-section-left', { file: baseName(file), label, reason: say(sectionWords[reason]) }),
    ),
  ]
}

/** Everything behind the first line that can be said in a sentence. */
export function sentences(receipt: Receipt): readonly string[] {
  const { tokens, markersRemoved, hidden, attributed, stopped, thoughtMs } = receipt
  return [
    ...searched(receipt),
    ...sections(receipt),
    ...(hidden === undefined ? [] : [say('ask.receipt-hidden', { count: hidden })]),
    ...writer(receipt),
    ...(thoughtMs === undefined ? [] : [say('conversations.receipt-thought', { time: formatDuration(thoughtMs / 1_000) })]),
    ...(tokens?.answer == null ? [] : [say('ask.receipt-answer-tokens', { tokens: tokens.answer })]),
    ...(attributed === undefined ? [] : [say('conversations.receipt-attributed', { count: attributed })]),
    ...(markersRemoved > 0 ? [say('ask.receipt-markers', { count: markersRemoved })] : []),
    ...(stopped ? [say('conversations.receipt-stopped')] : []),
  ]
}
