/** Reads conversations and their messages out of rows. What is JSON in them we wrote ourselves. */
import type { Answer, Scope } from '../types/answer.ts'
import type { AnswerMessage, ConversationSummary, Message, QuestionImage, QuestionMessage } from '../types/conversation.ts'
import { answerRatings, fileTasks, imageTypes } from '../types/conversation.ts'
import type { Row } from './database.ts'
import { id, integer, text, textOrNull } from './rows.ts'

/** A conversation's columns with the number of its messages. */
export const summaryColumns = `conversations.*, (SELECT count(*) FROM messages WHERE conversation_id = conversations.id) AS messages`

export function toSummary(row: Row): ConversationSummary {
  const model = textOrNull(row, 'model')
  return {
    id: id(row, 'id'),
    title: text(row, 'title'),
    titledBy: text(row, 'titled_by') === 'person' ? 'person' : 'question',
    pinned: integer(row, 'pinned') === 1,
    createdAt: integer(row, 'created_at'),
    changedAt: integer(row, 'changed_at'),
    messages: integer(row, 'messages'),
    scope: JSON.parse(text(row, 'scope')) as Scope,
    ...(model === null ? {} : { model: JSON.parse(model) as string | null }),
  }
}

/** `images`: of this message. */
export function toMessage(row: Row, images: readonly QuestionImage[]): Message {
  const parent = textOrNull(row, 'parent')
  const shared = { id: id(row, 'id'), at: integer(row, 'at'), text: text(row, 'text') }
  if (text(row, 'role') === 'answer') return { ...shared, ...answerParts(row), parentId: parent ?? '' }
  return {
    ...shared,
    role: 'question',
    parentId: parent,
    scope: JSON.parse(textOrNull(row, 'scope') ?? '{}') as Scope,
    ...(images.length > 0 ? { images } : {}),
    ...taskOf(row),
  }
}

function taskOf(row: Row): Pick<QuestionMessage, 'task'> {
  const named = textOrNull(row, 'task')
  const task = fileTasks.find((one) => one === named)
  return task === undefined ? {} : { task }
}

function answerParts(row: Row): Omit<AnswerMessage, 'id' | 'at' | 'text' | 'parentId'> {
  const state = text(row, 'state')
  const thinking = textOrNull(row, 'thinking')
  const answer = textOrNull(row, 'answer')
  const failure = textOrNull(row, 'failure')
  return {
    role: 'answer',
    state: (['running', 'done', 'failed'] as const).find((one) => one === state) ?? 'stopped',
    answer: answer === null ? null : (JSON.parse(answer) as Answer),
    model: textOrNull(row, 'model'),
    ...(thinking === null ? {} : { thinking }),
    ...(failure === null ? {} : { failure: JSON.parse(failure) as NonNullable<AnswerMessage['failure']> }),
    ...opinionOf(row),
  }
}

function opinionOf(row: Row): Pick<AnswerMessage, 'rating' | 'correction'> {
  const named = textOrNull(row, 'rating')
  const rating = answerRatings.find((one) => one === named)
  const correction = textOrNull(row, 'correction')
  return { ...(rating === undefined ? {} : { rating }), ...(correction === null ? {} : { correction }) }
}

export function toImage(row: Row): QuestionImage {
  return { id: id(row, 'id'), mediaType: imageType(row), size: integer(row, 'size') }
}

export function imageType(row: Row): QuestionImage['mediaType'] {
  const type = text(row, 'media_type')
  return imageTypes.find((one) => one === type) ?? 'image/png'
}
