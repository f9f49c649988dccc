/** What was said before in a conversation, as far as it goes along with a follow-up. Pure. */
import type { AnswerList, Scope } from '../types/answer.ts'
import { framedData } from './framed-data.ts'
import { inert } from './inert-text.ts'
import { tokenBound } from './token-bound.ts'

/** One question of the conversation with its answer, markers included. */
export interface Exchange {
  readonly question: string
  /** What the question was searched for as, where it was a follow-up itself. */
  readonly query?: string
  readonly answer: string
  /** The files that it counted or listed, where it did, and in which scope. */
  readonly list?: Pick<AnswerList, 'question' | 'within'> & { readonly scope: Scope }
}

export interface Earlier {
  /** Empty where nothing was said before, or nothing fits. */
  readonly text: string
  /** Upper bound of its tokens. */
  readonly tokens: number
  /** Messages that it holds, and those that did not fit. */
  readonly sent: number
  readonly cut: number
}

/** Of the context, so that passages keep their room. */
const share = 8
/** A long answer is recalled by its beginning. UTF-16 code units. */
const longestAnswer = 1_200

/** The last exchanges that fit, oldest first, marked as data like the passages. `context`: of the model, in tokens. */
export function earlierIn(exchanges: readonly Exchange[], context: number, boundary: string): Earlier {
  const chosen: string[] = []
  for (const exchange of exchanges.toReversed()) {
    const longer = [worded(exchange), ...chosen]
    if (tokenBound(framedEarlier(longer, boundary)) > context / share) break
    chosen.unshift(worded(exchange))
  }
  const text = chosen.length === 0 ? '' : framedEarlier(chosen, boundary)
  return { text, tokens: tokenBound(text), sent: chosen.length * 2, cut: (exchanges.length - chosen.length) * 2 }
}

function framedEarlier(exchanges: readonly string[], boundary: string): string {
  return `Earlier in this conversation:\n${framedData('earlier', exchanges.join('\n'), boundary)}\n\n`
}

function worded({ question, answer }: Exchange): string {
  const bare = withoutMarkers(answer)
  const short = bare.length > longestAnswer ? `${bare.slice(0, longestAnswer)}…` : bare
  return `Question: ${inert(question).trim()}\nAnswer: ${short === '' ? 'The documents do not say.' : inert(short)}`
}

/** The numbers named other passages. */
export function withoutMarkers(answer: string): string {
  return answer
    .replace(/\s*\[\d{1,3}\]/g, '')
    .replace(/^> ?/gm, '')
    .trim()
}
