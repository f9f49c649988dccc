/** Outcomes as people read them. */
import type { FileStatus } from '../../core/types/library.ts'
import { type Outcome, type OutcomeCounts, outcomes } from '../../core/types/outcome.ts'
import { advice, say } from '../../core/words/words.ts'

/** `12 indexed, one failed`; nothing that is zero. */
export function countsLine(counts: OutcomeCounts): string {
  const parts = [...outcomes, 'pending' as const].flatMap((kind) => (counts[kind] === 0 ? [] : [say(`command-line.outcome.${kind}`, { count: counts[kind] })]))
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
      return { reason: outcome.reason, words: say(`command-line.reason.${outcome.reason}`, { limit: maxFileMb }) }
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
