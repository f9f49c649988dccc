/** Conversations: trees of questions and answers, as they are stored and shown. Times are milliseconds since 1970. */
import type { Failure } from '../errors.ts'
import type { Answer, Scope } from './answer.ts'
import type { Span } from './passage.ts'

export interface ConversationSummary {
  readonly id: string
  readonly title: string
  /** A title that a person gave stays. */
  readonly titledBy: 'question' | 'person'
  readonly pinned: boolean
  readonly createdAt: number
  /** Of the last question or answer. */
  readonly changedAt: number
  /** Questions and answers, all branches together. */
  readonly messages: number
  /** What its next question is asked of. */
  readonly scope: Scope
  /** What answers its next question: a name, null for quotes; absent: the model of the settings. */
  readonly model?: string | null
}

/** Where a message stands in its tree: a question stands below an answer or at the root, an answer below its question. */
interface Placed {
  readonly id: string
  readonly at: number
}

export const imageTypes = ['image/png', 'image/jpeg', 'image/webp'] as const

/** A picture sent along with a question; its bytes come by `conversations.image`. */
export interface QuestionImage {
  readonly id: string
  readonly mediaType: (typeof imageTypes)[number]
  /** Bytes. */
  readonly size: number
}

/** What is asked of whole files: then `scope.fileIds` names them, and the text is how the window put it. */
export const fileTasks = ['summarise', 'compare'] as const
export type FileTask = (typeof fileTasks)[number]

export interface QuestionMessage extends Placed {
  readonly role: 'question'
  /** The answer that it follows; null at the root. */
  readonly parentId: string | null
  readonly text: string
  readonly scope: Scope
  readonly images?: readonly QuestionImage[]
  readonly task?: FileTask
}

/** What a person thought of an answer. */
export const answerRatings = ['good', 'poor'] as const
export type AnswerRating = (typeof answerRatings)[number]

/** The longest that an answer can be written anew, in characters. */
export const correctionLimit = 200_000

export interface AnswerMessage extends Placed {
  readonly role: 'answer'
  /** Its question. */
  readonly parentId: string
  /** `running`: it is being given at this moment; `stopped`: by a person, or because the engine ended; `failed`: see `failure`. */
  readonly state: 'running' | 'done' | 'stopped' | 'failed'
  /** Markdown with markers `[n]`; with `stopped` and `failed` what there was until then. */
  readonly text: string
  readonly thinking?: string
  /** Null where it has no citations and no receipt: it is running, failed, or the engine ended in its midst. */
  readonly answer: Answer | null
  readonly failure?: Failure
  /** Null: quotes. */
  readonly model: string | null
  readonly rating?: AnswerRating
  /** What it should have said, by a person; the text stays as it was. */
  readonly correction?: string
}

/** What a person has to say of an answer; what is absent stays, null takes it back. */
export interface Opinion {
  readonly rating?: AnswerRating | null
  readonly correction?: string | null
}

export type Message = QuestionMessage | AnswerMessage

/** Words found in a conversation. */
export interface ConversationHit {
  /** Null: in the title. */
  readonly messageId: string | null
  readonly place: 'title' | 'question' | 'answer' | 'citation'
  /** Plain text around the first place, blanks made one. */
  readonly snippet: string
  /** The words found in the snippet, ascending. */
  readonly marks: readonly Span[]
}

/** One line of the list. */
export interface ListedConversation extends ConversationSummary {
  /** Of a search: the best places, at most three. */
  readonly hits?: readonly ConversationHit[]
}

export interface Conversation {
  readonly summary: ConversationSummary
  /** The whole tree, by time. */
  readonly messages: readonly Message[]
  /** The end of the branch that was shown last; null in an empty conversation. */
  readonly leafId: string | null
}

export const exportFormats = ['markdown', 'html', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What changed in some window: these are to be read anew; those in `removed` are gone (or can be restored for a moment). */
export interface ConversationEvent {
  readonly changed: readonly string[]
  /** Of these: where an answer that was there before is thought of otherwise now. */
  readonly judged: readonly string[]
  readonly removed: readonly string[]
}
