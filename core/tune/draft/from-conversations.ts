/** Examples from answers of conversations: first those that a person wrote better, then those rated good, then, of what nobody rated, those whose every claim is borne out. */
import type { Clock } from '../../ports/clock.ts'
import type { NewExample } from '../../ports/data-sets-store.ts'
import type { PassagesStore } from '../../ports/stores.ts'
import type { Answer, Citation } from '../../types/answer.ts'
import type { AnswerMessage, Conversation, QuestionMessage } from '../../types/conversation.ts'
import type { ExamplePassage } from '../../types/data-set.ts'
import { personalDataIn } from '../personal-data.ts'
import { groundingOf } from './grounding.ts'
import type { DraftPorts } from './ports.ts'

interface ExamplePorts {
  readonly passages: Pick<PassagesStore, 'byIds'>
  readonly clock: Clock
}

const page = 100
const marker = /\s*\[\d+\](?:\[\d+\])*/gu

export function* everyConversation({ conversations }: DraftPorts): Generator<Conversation> {
  let last: string | undefined
  do {
    const listed = conversations.list({ limit: page, ...(last === undefined ? {} : { after: last }) })
    for (const { id } of listed) {
      const conversation = conversations.get(id)
      if (conversation !== null) yield conversation
    }
    last = listed.length < page ? undefined : listed.at(-1)?.id
  } while (last !== undefined)
}

/** The best first, each sort in the order of the conversation. `inScope`: whether the file may be drawn from. */
export function examplesOf({ summary, messages }: Conversation, inScope: (file: string) => boolean, ports: ExamplePorts): readonly NewExample[] {
  const questions = new Map(messages.flatMap((message) => (message.role === 'question' ? [[message.id, message] as const] : [])))
  const drawn = messages.flatMap((message) => {
    const question = message.role === 'answer' ? questions.get(message.parentId) : undefined
    if (message.role !== 'answer' || !question || !standsAlone(question, message)) return []
    const rank = rankOf(message)
    const citations = message.answer?.citations ?? []
    if (rank === null || citations.length === 0 || !citations.every(({ file }) => inScope(file))) return []
    return [{ rank, example: exampleOf(question, message, citations, summary.id, ports) }]
  })
  return drawn.sort((one, other) => one.rank - other.rank).map(({ example }) => example)
}

/** A follow-up that was not put on its own feet hangs on what was said before. */
function standsAlone({ parentId, images, task }: QuestionMessage, { answer }: AnswerMessage): boolean {
  return (parentId === null || answer?.receipt.rewrite !== undefined) && images === undefined && task === undefined
}

/** Lower is better; null: no example. What a person wrote counts whatever the answer was rated. */
function rankOf(message: AnswerMessage): number | null {
  const { state, answer, rating, correction } = message
  if (correction !== undefined) return 0
  if (rating === 'poor' || state !== 'done' || answer === null || !answer.answered || answer.list !== undefined) return null
  if (rating === 'good') return 1
  return answer.weak !== true && isBorneOut(answer) ? 2 : null
}

function isBorneOut({ claims }: Answer): boolean {
  return claims.length > 0 && claims.every(({ verdict, citations }) => verdict === 'supported' && citations.length > 0)
}

function exampleOf(
  question: QuestionMessage,
  { id, text, answer, model, correction }: AnswerMessage,
  citations: readonly Citation[],
  conversationId: string,
  ports: ExamplePorts,
): NewExample {
  const passages = passagesOf(citations, ports)
  const output = (correction ?? text).replace(marker, '').trim()
  const example = {
    kind: 'question' as const,
    input: answer?.receipt.rewrite?.query ?? question.text,
    output,
    alternatives: [],
    answerable: true,
    origin: 'conversation' as const,
    state: 'waiting' as const,
    edited: correction !== undefined,
    passages,
    group: `conversation:${conversationId}`,
    scores: { grounding: groundingOf(output, passages.map((passage) => passage.text).join('\n')), judge: null },
    generator: model === null ? null : { model, promptVersion: 0 },
    message: { conversationId, messageId: id },
    madeAt: ports.clock.now(),
  }
  return { ...example, personalData: personalDataIn(example) }
}

/** The passage as it stands today, where it still holds what was quoted. */
function passagesOf(citations: readonly Citation[], { passages }: ExamplePorts): readonly ExamplePassage[] {
  const known = new Map(passages.byIds(citations.map(({ passageId }) => passageId)).map((passage) => [passage.id, passage.text]))
  const byPassage = new Map(citations.map((citation) => [citation.passageId, citation]))
  return [...byPassage.values()].map(({ passageId, documentId, file, fileName, contentHash, anchor, quote }) => {
    const text = known.get(passageId)
    return { passageId, documentId, file, fileName, contentHash, anchor, text: text?.includes(quote) ? text : quote, golden: true }
  })
}
