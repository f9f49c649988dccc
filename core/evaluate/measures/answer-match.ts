/** How far a short answer says the same as a reference: exact match, token F1, and whether it holds the reference. Pure. */
import { languageOf } from '../../text/question-words.ts'
import { answerTokens } from './answer-tokens.ts'

export interface AnswerMatch {
  /** 1 where the tokens of output and some reference are the same, in order; else 0. */
  readonly exact: number
  /** Harmonic mean of the shares of tokens in common, each token as often as it stands in both; the best reference counts. */
  readonly f1: number
  /** 1 where the tokens of some reference stand in the output one after the other (stricter than ALCE: 12 is not in 2012). */
  readonly contained: number
}

/**
 * Against the best of the references (SQuAD's script; `contained`: ALCE). Both empty: all are 1; one of them: 0. Plain texts,
 * without markers, Markdown and thinking. `language`: null is guessed from the references, so that every arm is read alike.
 */
export function answerMatch(output: string, references: readonly string[], language: string | null = null): AnswerMatch {
  const read = language ?? languageOf(references.join('\n'))
  const said = answerTokens(output, read)
  const matches = references.map((reference) => match(said, answerTokens(reference, read)))
  const best = (name: keyof AnswerMatch) => Math.max(0, ...matches.map((one) => one[name]))
  return { exact: best('exact'), f1: best('f1'), contained: best('contained') }
}

function match(said: readonly string[], wanted: readonly string[]): AnswerMatch {
  if (said.length === 0 || wanted.length === 0) {
    const both = said.length === wanted.length ? 1 : 0
    return { exact: both, f1: both, contained: both }
  }
  const common = inCommon(said, wanted)
  return {
    exact: joined(said) === joined(wanted) ? 1 : 0,
    f1: (2 * common) / (said.length + wanted.length),
    contained: joined(said).includes(joined(wanted)) ? 1 : 0,
  }
}

function inCommon(said: readonly string[], wanted: readonly string[]): number {
  const left = new Map<string, number>()
  for (const token of wanted) left.set(token, (left.get(token) ?? 0) + 1)
  let common = 0
  for (const token of said) {
    const count = left.get(token) ?? 0
    if (count === 0) continue
    left.set(token, count - 1)
    common++
  }
  return common
}

/** Blanks at both ends: no token is found inside another. */
function joined(tokens: readonly string[]): string {
  return ` ${tokens.join(' ')} `
}
