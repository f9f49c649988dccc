/** Where a question and its answer are stored, and what the conversation brings along. */

import type { Along } from '../../ask/asked.ts'
import type { Exchange } from '../../ask/earlier.ts'
import { recall } from '../../ask/recall.ts'
import { titleOf } from '../../chat/title.ts'
import { branchTo, exchangesOf } from '../../chat/tree.ts'
import { AlcoveError } from '../../errors.ts'
import type { StoredImage } from '../../ports/conversations-store.ts'
import type { Scope } from '../../types/answer.ts'
import type { AnswerMessage, ConversationSummary, FileTask, Message, QuestionMessage } from '../../types/conversation.ts'
import type { EnginePorts } from '../ports.ts'
import type { Given } from './keeper.ts'

/** A stored question with its empty answer. */
export interface Stored {
  readonly given: Given
  readonly along: Along
}

export interface NewlyAsked {
  readonly question: string
  readonly scope: Scope
  /** What answers it. Null: quotes. */
  readonly model: string | null
  /** Absent: a new conversation follows the settings. */
  readonly ownModel?: string | null
  readonly images: readonly StoredImage[]
  readonly task?: FileTask
}

/** Exchanges that a model could ever be sent; long before that its context is full. */
const mostExchanges = 20

export function knownConversation(id: string, { conversations }: Pick<EnginePorts, 'conversations'>): ConversationSummary {
  const summary = conversations.summary(id)
  if (summary === null) throw new AlcoveError('conversation-unknown')
  return summary
}

/** Stores a new question under an answer, or at the root. */
export function storeQuestion(
  { id, parentId }: { readonly id: string | null; readonly parentId: string | null },
  { question, scope, model, ownModel, images, task }: NewlyAsked,
  ports: Pick<EnginePorts, 'conversations' | 'clock'>,
): Stored {
  const { conversations, clock } = ports
  const at = clock.now()
  const before = id === null ? [] : answersAbove(id, parentId, ports)
  if (id === null && parentId !== null) throw new AlcoveError('message-unknown')
  const { id: conversationId, title } =
    id === null
      ? conversations.create({
          title: titleOf(question),
          titledBy: 'question',
          pinned: false,
          createdAt: at,
          scope,
          ...(ownModel === undefined ? {} : { model: ownModel }),
        })
      : knownConversation(id, ports)
  const asked = conversations.addQuestion(conversationId, { parentId, at, text: question, scope, images, ...(task === undefined ? {} : { task }) })
  const answer = conversations.addAnswer(conversationId, { parentId: asked.id, at, state: 'running', text: '', answer: null, model })
  return {
    given: { conversationId, questionId: asked.id, answerId: answer.id, title, model },
    along: { earlier: before, images },
  }
}

/** Stores a further answer to a question, to be given. */
export function storeAgain(
  question: QuestionMessage,
  conversationId: string,
  model: string | null,
  ports: Pick<EnginePorts, 'conversations' | 'clock'>,
): Stored {
  const { conversations, clock } = ports
  const { title } = knownConversation(conversationId, ports)
  const images = (question.images ?? []).map(({ id }) => conversations.image(id)).filter((image) => image !== null)
  const answer = conversations.addAnswer(conversationId, { parentId: question.id, at: clock.now(), state: 'running', text: '', answer: null, model })
  return {
    given: { conversationId, questionId: question.id, answerId: answer.id, title, model },
    along: { earlier: answersAbove(conversationId, question.parentId, ports), images },
  }
}

/** An answer that is gone on with. Throws `continue-impossible` where it is complete, is being gone on with, or its passages are not there any more. */
export function storeContinued(answer: AnswerMessage, conversationId: string, ports: Pick<EnginePorts, 'conversations' | 'passages' | 'files'>): Stored {
  const { title } = knownConversation(conversationId, ports)
  const receipt = answer.answer?.receipt
  const unfinished = receipt?.stopped === true || receipt?.stoppedAtLimit === true
  if (answer.state === 'running' || answer.model === null || answer.text === '' || receipt === undefined || !unfinished)
    throw new AlcoveError('continue-impossible')
  const passages = recall(receipt, ports)
  if (passages === null) throw new AlcoveError('continue-impossible')
  const { conversations } = ports
  const { text, state, thinking, answer: given, model } = answer
  const before = { text, state, answer: given, model, ...(thinking === undefined ? {} : { thinking }) }
  conversations.saveAnswer(answer.id, answer.at, { ...before, state: 'running' })
  const question = messageOf(answer.parentId, ports).message
  return {
    given: { conversationId, questionId: question.id, answerId: answer.id, title, model: answer.model, before },
    along: { earlier: answersAbove(conversationId, question.parentId, ports), beginning: { text, passages } },
  }
}

export function messageOf(id: string, { conversations }: Pick<EnginePorts, 'conversations'>): { readonly conversationId: string; readonly message: Message } {
  const found = conversations.message(id)
  if (found === null) throw new AlcoveError('message-unknown')
  return found
}

/** What was said on the branch that ends with this answer. */
function answersAbove(conversationId: string, answerId: string | null, { conversations }: Pick<EnginePorts, 'conversations'>): readonly Exchange[] {
  const conversation = conversations.get(conversationId)
  if (conversation === null) throw new AlcoveError('conversation-unknown')
  if (answerId === null) return []
  const branch = branchTo(conversation.messages, answerId)
  if (branch.at(-1)?.role !== 'answer') throw new AlcoveError('message-unknown')
  return exchangesOf(branch)
    .slice(-mostExchanges)
    .map(({ question, answer }) => {
      const query = answer.answer?.receipt.rewrite?.query
      const list = answer.answer?.list
      return {
        question: question.text,
        answer: answer.text,
        ...(query === undefined ? {} : { query }),
        ...(list === undefined ? {} : { list: { ...list, scope: question.scope } }),
      }
    })
}
