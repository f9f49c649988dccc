/** Where conversations are kept. Ids of other kinds of things are no ids here: they name nothing. */
import type { Scope } from '../types/answer.ts'
import type {
  AnswerMessage,
  Conversation,
  ConversationHit,
  ConversationSummary,
  Message,
  Opinion,
  QuestionImage,
  QuestionMessage,
} from '../types/conversation.ts'

export interface StoredImage {
  readonly mediaType: QuestionImage['mediaType']
  readonly data: Uint8Array
}

/** Times are milliseconds since 1970. */
export type NewConversation = Omit<ConversationSummary, 'id' | 'changedAt' | 'messages'>

export interface NewQuestion extends Pick<QuestionMessage, 'parentId' | 'at' | 'text' | 'scope' | 'task'> {
  readonly images: readonly StoredImage[]
}

/** Of an answer what changes while it is given. */
export type AnswerNow = Pick<AnswerMessage, 'state' | 'text' | 'thinking' | 'answer' | 'failure' | 'model'>

/** `null` as model: quotes; `setting`: none of its own. */
export interface ConversationChanges {
  readonly title?: string
  readonly pinned?: boolean
  readonly scope?: Scope
  readonly model?: { readonly own: string | null } | 'setting'
  readonly leafId?: string
}

/** A word to be found: as a term, or, while it is typed, as its beginning. */
export interface SearchWord {
  readonly term: string
  readonly beginning?: string
}

/** A text in which words were found. */
export interface FoundPlace {
  readonly messageId: string | null
  readonly texts: readonly { readonly place: ConversationHit['place']; readonly text: string }[]
}

export interface FoundConversation {
  readonly summary: ConversationSummary
  /** The best, at most three. */
  readonly places: readonly FoundPlace[]
}

interface Page {
  /** The last conversation of the page before. */
  readonly after?: string
  readonly limit: number
}

export interface ConversationsStore {
  create(conversation: NewConversation): ConversationSummary
  summary(id: string): ConversationSummary | null
  get(id: string): Conversation | null
  /** Pinned first, then those that changed last. */
  list(page: Page): readonly ConversationSummary[]
  /** Those that hold every word somewhere, in the same order. `words`: at least one. */
  search(words: readonly SearchWord[], page: Page): readonly FoundConversation[]
  /** A title given here is a person's. Null where there is none of that id. */
  update(id: string, changes: ConversationChanges): ConversationSummary | null
  /** The question, or the answer, becomes the end of the branch that is shown. */
  addQuestion(conversationId: string, question: NewQuestion): QuestionMessage
  addAnswer(conversationId: string, answer: AnswerNow & Pick<AnswerMessage, 'parentId' | 'at' | 'rating' | 'correction'>): AnswerMessage
  /** Does nothing where the answer is gone. */
  saveAnswer(id: string, at: number, now: AnswerNow): void
  /** Null where there is no answer of that id. */
  judge(id: string, opinion: Opinion): AnswerMessage | null
  message(id: string): { readonly conversationId: string; readonly message: Message } | null
  image(id: string): StoredImage | null
  /** Answers that an engine did not live to finish are stopped ones. */
  interrupt(): void
  /** They are gone from every list, and can be restored until they are erased. Returns those that were there. */
  remove(ids: readonly string[], at: number): readonly string[]
  restore(ids: readonly string[]): readonly ConversationSummary[]
  /** Erases what was removed: these, or all. */
  erase(ids: readonly string[] | 'all'): void
  /** Answers that quote files of the source and of no other. */
  quoting(sourceId: string): { readonly answers: readonly string[]; readonly conversations: readonly string[] }
  /** Erases answers with all that follows them. */
  eraseAnswers(ids: readonly string[]): void
}
