/** What an export shows of a conversation: exchanges in order, with the words around them. */
import type { Anchor } from '../../types/anchor.ts'
import type { Citation } from '../../types/answer.ts'
import type { AnswerMessage, AnswerRating, Message, QuestionMessage } from '../../types/conversation.ts'

/** The words of a document that is written for people, in their language. */
export interface ExportWords {
  /** BCP 47. */
  readonly language: string
  readonly question: string
  /** `model` null: quotes, or what was counted. */
  readonly answer: (model: string | null, counted: boolean) => string
  readonly sources: string
  /** The nearest passages, where the documents do not say. */
  readonly nearest: string
  readonly notSaid: string
  readonly stopped: string
  readonly failed: string
  readonly rated: (rating: AnswerRating) => string
  /** Above what a person wrote in its place. */
  readonly better: string
  readonly unsupported: string
  readonly hidden: string
  readonly searchedFor: (query: string) => string
  readonly date: (at: number) => string
  readonly place: (anchor: Anchor) => string
}

/** A picture of a question, as a data address. */
export type Pictures = ReadonlyMap<string, string>

export interface Shown {
  readonly title: string
  readonly createdAt: number
  readonly messages: readonly Message[]
}

/** How an answer ended, for people; null where there is nothing to say. */
export function remarkOf({ state, answer }: AnswerMessage, words: ExportWords): string | null {
  if (answer?.answered === false) return words.notSaid
  if (state === 'stopped' || state === 'running') return words.stopped
  return state === 'failed' ? words.failed : null
}

/** What the answer rests on, or what came nearest, with what is to be said of each. */
export function citedIn({ answer }: AnswerMessage, words: ExportWords): { readonly heading: string; readonly citations: readonly Citation[] } | null {
  if (answer === null) return null
  const citations = answer.answered ? answer.citations : answer.nearest
  return citations.length === 0 ? null : { heading: answer.answered ? words.sources : words.nearest, citations }
}

export function doubtsOf({ supported, hidden }: Citation, words: ExportWords): string {
  const doubts = [...(supported === false ? [words.unsupported] : []), ...(hidden ? [words.hidden] : [])]
  return doubts.length === 0 ? '' : ` (${doubts.join(', ')})`
}

export function isQuestion(message: Message): message is QuestionMessage {
  return message.role === 'question'
}

/** A name for a file of it, without what some disk refuses. */
export function fileNameOf(title: string, ending: string): string {
  const name = title
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
    .slice(0, 80)
    .trim()
  return `${name === '' ? 'Conversation' : name}.${ending}`
}
