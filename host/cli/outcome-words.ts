/** Outcomes as people read them. */
import type { FileStatus } from '../../core/types/library.ts'
import type { EmptyReason, Outcome, OutcomeCounts, OutcomeKind, SkipReason } from '../../core/types/outcome.ts'
import { advice, say, type WordsKey } from '../../core/words/words.ts'

const countWords: readonly (readonly [OutcomeKind | 'pending', WordsKey])[] = [
  ['indexed', 'command-line.outcome.indexed'],
  ['unchanged', 'command-line.outcome.unchanged'],
  ['empty', 'command-line.outcome.empty'],
  ['skipped', 'command-line.outcome.skipped'],
  ['failed', 'command-line.outcome.failed'],
  ['offline', 'command-line.outcome.offline'],
  ['pending', 'command-line.outcome.pending'],
]

const reasonWords: Readonly<Record<EmptyReason | SkipReason, WordsKey>> = {
  'no-text': 'command-line.reason.no-text',
  scanned: 'command-line.reason.scanned',
  'too-large': 'command-line.reason.too-large',
  'unsupported-format': 'command-line.reason.unsupported-format',
  'old-format': 'command-line.reason.old-format',
  ignored: 'command-line.reason.ignored',
  link: 'command-line.reason.link',
  'special-file': 'command-line.reason.special-file',
  binary: 'command-line.reason.binary',
  'name-not-readable': 'command-line.reason.name-not-readable',
}

/** `12 indexed, one failed`; nothing that is zero. */
export function countsLine(counts: OutcomeCounts): string {
  const parts = countWords.flatMap(([kind, words]) => (counts[kind] === 0 ? [] : [say(words, { count: counts[kind] })]))
  return parts.join(', ')
}

/** Why a file is not in the index; null where it is. */
export function reasonOf(outcome: Outcome, path: string, maxFileMb: number): { readonly reason: string; readonly words: string } | null {
  switch (outcome.kind) {
    case 'indexed':
    case 'unchanged':
      return null
    case 'offline':
      return { reason: 'offline', words: say('command-line.reason.offline') }
    case 'failed':
      return { reason: outcome.code, words: advice(outcome.code, { path }) }
    case 'empty':
    case 'skipped':
      return { reason: outcome.reason, words: say(reasonWords[outcome.reason], { limit: maxFileMb }) }
  }
}

/** A file that is not indexed, as JSON has it. */
export interface NotIndexed {
  readonly file: string
  readonly outcome: Outcome['kind']
  /** The reason's or error's code. */
  readonly reason: string
  readonly message: string
}

export function notIndexed({ path, outcome }: FileStatus, maxFileMb: number): NotIndexed | null {
  const why = outcome === null ? null : reasonOf(outcome, path, maxFileMb)
  return outcome === null || why === null ? null : { file: path, outcome: outcome.kind, reason: why.reason, message: why.words }
}
