/** What the two ways of answering share: the line's timer, the parts it yields, and its receipt. */
import type { Answer, AnswerPart, Citation, Found, Receipt, ReceiptPassage, Rewrite, StepName } from '../types/answer.ts'
import type { StepTimer } from './step-timer.ts'

/** An answer's text and what it rests on, before the receipt is written. */
export interface Draft {
  readonly answer: string
  readonly answered: boolean
  readonly citations: readonly Citation[]
  readonly claims?: Answer['claims']
  readonly disagreements?: Answer['disagreements']
  readonly weak?: true
  /** Sentences that were given a marker by the check. */
  readonly attributed?: number
  readonly nearest: readonly Citation[]
  /** Passages used, with their numerals in the answer; null: read, not quoted. */
  readonly sent: readonly { readonly n: number | null; readonly passage: Found }[]
  readonly tokens: Receipt['tokens']
  readonly markersRemoved: number
  readonly firstTokenMs: number | null
  readonly thoughtMs?: number
  readonly stoppedAtLimit: boolean
  readonly stopped?: boolean
  /** Whole files were sent. */
  readonly whole?: true
  readonly history?: Receipt['history']
}

/** Announces the step, then does it. */
export async function* step<T>(name: StepName, timer: StepTimer, work: () => T | Promise<T>): AsyncGenerator<AnswerPart, T> {
  yield { type: 'step', name }
  return await timer.run(name, work)
}

/** What is told of a question besides its answer. */
interface Aside {
  /** Passages left out because readers of their files do not see them. */
  readonly hidden: number
  readonly rewrite: Rewrite | null
}

export function finish(draft: Draft, model: string | null, found: readonly Found[], { hidden, rewrite }: Aside, timer: StepTimer): Answer {
  const mode = model === null ? 'quotes' : 'model'
  const { answer, answered, citations, claims = [], disagreements = [], nearest, tokens, markersRemoved, firstTokenMs } = draft
  const used = new Map(draft.sent.map(({ n, passage }) => [passage.passageId, n]))
  const passages = found.map(
    (one): ReceiptPassage => ({
      n: used.get(one.passageId) ?? null,
      passageId: one.passageId,
      file: one.file,
      anchor: one.anchor,
      score: one.score,
      ...(one.vectorRank === undefined ? {} : { vectorRank: one.vectorRank }),
      ...(one.keywordRank === undefined ? {} : { keywordRank: one.keywordRank }),
      use: used.has(one.passageId) ? 'sent' : 'cut',
    }),
  )
  const receipt: Receipt = {
    mode,
    model,
    steps: timer.steps,
    retrieved: found.length,
    sent: used.size,
    cut: found.length - used.size,
    files: new Set(draft.sent.map(({ passage }) => passage.fileId)).size,
    tokens,
    markersRemoved,
    firstTokenMs,
    passages,
    ...(draft.thoughtMs === undefined ? {} : { thoughtMs: draft.thoughtMs }),
    ...(draft.stoppedAtLimit ? { stoppedAtLimit: true } : {}),
    ...(draft.stopped ? { stopped: true } : {}),
    ...(draft.history === undefined ? {} : { history: draft.history }),
    ...(rewrite === null ? {} : { rewrite }),
    ...(draft.attributed ? { attributed: draft.attributed } : {}),
    ...(hidden > 0 ? { hidden } : {}),
    ...(draft.whole ? { whole: true } : {}),
  }
  return { answer, answered, mode, citations, claims, disagreements, ...(draft.weak ? { weak: true } : {}), nearest, receipt }
}
