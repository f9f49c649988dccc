/** The calls on stored conversations. */
import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { answerRatings, correctionLimit, exportFormats } from '../types/conversation.ts'
import { scope } from './answer-schemas.ts'
import * as c from './conversation-schemas.ts'
import { failsWith } from './fails-with.ts'
import { id, modelName } from './values.ts'

const ids = z.array(id).min(1).max(1_000)
const known = failsWith('conversation-unknown')

export const conversations = {
  /** Pinned first, then newest. With `query` those that hold all its words in title, questions, answers or cited passages. */
  list: oc
    .input(
      z.strictObject({
        query: z.string().trim().max(500).optional(),
        /** The last conversation of the page before. */
        after: id.optional(),
        limit: z.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ conversations: z.array(c.listedConversation).readonly(), more: z.boolean() })),
  /** What changes from now on, in any window. */
  follow: oc.output(eventIterator(c.conversationEvent)),
  get: oc.input(z.strictObject({ id })).errors(known).output(c.conversation),
  /** Remembers which branch is shown. `leafId`: a message of it. */
  choose: oc
    .input(z.strictObject({ id, leafId: id }))
    .errors(failsWith('conversation-unknown', 'message-unknown'))
    .output(z.object({ leafId: id })),
  rename: oc
    .input(z.strictObject({ id, title: c.title }))
    .errors(known)
    .output(c.conversationSummary),
  pin: oc
    .input(z.strictObject({ id, pinned: z.boolean() }))
    .errors(known)
    .output(c.conversationSummary),
  /** What its next questions are asked of. */
  setScope: oc.input(z.strictObject({ id, scope })).errors(failsWith('conversation-unknown', 'source-unknown')).output(c.conversationSummary),
  /** What answers its next questions: a name, null for quotes; absent: the model of the settings. */
  setModel: oc
    .input(z.strictObject({ id, model: modelName.nullable().optional() }))
    .errors(known)
    .output(c.conversationSummary),
  /** What a person thinks of an answer; null: nothing any more. */
  rate: oc
    .input(z.strictObject({ id, messageId: id, rating: z.enum(answerRatings).nullable() }))
    .errors(failsWith('conversation-unknown', 'message-unknown'))
    .output(c.answerMessage),
  /** What an answer should have said; the answer itself stays as it was. Null, or nothing but blanks: nothing else any more. */
  correct: oc
    .input(z.strictObject({ id, messageId: id, text: z.string().max(correctionLimit).nullable() }))
    .errors(failsWith('conversation-unknown', 'message-unknown'))
    .output(c.answerMessage),
  /** They are gone at once and erased from the disk after `undoMs`; until then `restore` brings them back. An answer under way is stopped. */
  remove: oc.input(z.strictObject({ ids })).output(z.object({ removed: z.array(id).readonly(), undoMs: z.number() })),
  restore: oc
    .input(z.strictObject({ ids }))
    .errors(known)
    .output(z.object({ conversations: z.array(c.conversationSummary).readonly() })),
  /** A picture sent along with a question. */
  image: oc
    .input(z.strictObject({ id }))
    .errors(failsWith('message-unknown'))
    .output(z.object({ picture: z.instanceof(Blob) })),
  /**
   * Markdown and HTML hold the branch shown, or the messages named; JSON holds everything. HTML stands for itself, runs
   * nothing and prints well: a window prints it to PDF.
   */
  export: oc
    .input(z.strictObject({ id, format: z.enum(exportFormats), messageIds: z.array(id).min(1).max(10_000).optional() }))
    .errors(failsWith('conversation-unknown', 'message-unknown'))
    .output(z.object({ fileName: z.string(), mediaType: z.string(), content: z.instanceof(Blob) })),
  /** Takes in what was exported as JSON, as new conversations. */
  import: oc
    .input(z.strictObject({ content: z.instanceof(Blob) }))
    .errors(failsWith('import-invalid'))
    .output(z.object({ conversations: z.array(c.conversationSummary).readonly() })),
}
