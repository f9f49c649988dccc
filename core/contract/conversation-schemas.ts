/** The shapes of conversations, checked at every border. Each schema is held to its plain type by the compiler. */
import { z } from 'zod'
import {
  type AnswerMessage,
  answerRatings,
  type Conversation,
  type ConversationEvent,
  type ConversationHit,
  type ConversationSummary,
  correctionLimit,
  fileTasks,
  imageTypes,
  type ListedConversation,
  type Message,
  type QuestionImage,
  type QuestionMessage,
} from '../types/conversation.ts'
import { answer, scope } from './answer-schemas.ts'
import { count, failure, id, modelName } from './values.ts'

export const title = z.string().trim().min(1).max(200)

export const conversationSummary = z.object({
  id,
  title: z.string(),
  titledBy: z.enum(['question', 'person']),
  pinned: z.boolean(),
  createdAt: z.number(),
  changedAt: z.number(),
  messages: count,
  scope,
  model: modelName.nullable().exactOptional(),
}) satisfies z.ZodType<ConversationSummary>

const questionImage = z.object({ id, mediaType: z.enum(imageTypes), size: count }) satisfies z.ZodType<QuestionImage>

export const questionMessage = z.object({
  role: z.literal('question'),
  id,
  parentId: id.nullable(),
  at: z.number(),
  text: z.string(),
  scope,
  images: z.array(questionImage).readonly().exactOptional(),
  task: z.enum(fileTasks).exactOptional(),
}) satisfies z.ZodType<QuestionMessage>

export const answerMessage = z.object({
  role: z.literal('answer'),
  id,
  parentId: id,
  at: z.number(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  text: z.string(),
  thinking: z.string().exactOptional(),
  answer: answer.nullable(),
  failure: failure.exactOptional(),
  model: modelName.nullable(),
  rating: z.enum(answerRatings).exactOptional(),
  correction: z.string().min(1).max(correctionLimit).exactOptional(),
}) satisfies z.ZodType<AnswerMessage>

export const message = z.discriminatedUnion('role', [questionMessage, answerMessage]) satisfies z.ZodType<Message>

const hit = z.object({
  messageId: id.nullable(),
  place: z.enum(['title', 'question', 'answer', 'citation']),
  snippet: z.string(),
  marks: z.array(z.object({ start: count, end: count })).readonly(),
}) satisfies z.ZodType<ConversationHit>

export const listedConversation = conversationSummary.extend({
  hits: z.array(hit).readonly().exactOptional(),
}) satisfies z.ZodType<ListedConversation>

export const conversation = z.object({
  summary: conversationSummary,
  messages: z.array(message).readonly(),
  leafId: id.nullable(),
}) satisfies z.ZodType<Conversation>

const ids = z.array(id).readonly()
export const conversationEvent = z.object({ changed: ids, judged: ids, removed: ids }) satisfies z.ZodType<ConversationEvent>
