/** The calls that have a question answered at a place of a conversation. */
import type { AnswerPart } from '../../core/types/answer.ts'
import type { Client } from '../client/client.ts'
import type { Exchange, Task } from './answer.ts'
import { type Open, storedBelow } from './open-conversation.ts'

export type Call = (signal: AbortSignal) => Promise<AsyncIterable<AnswerPart>>

/** Pictures of a question, to be sent along with its other wording. */
async function imagesOf(client: Client, { images, sent }: Pick<Exchange, 'images' | 'sent'>, signal: AbortSignal): Promise<readonly Blob[]> {
  return images.length === 0 ? sent : Promise.all(images.map(async ({ id }) => (await client.conversations.image({ id }, { signal })).picture))
}

/** What the engine is told of who answers: a conversation that it keeps knows that by itself. */
function answerer({ id, own }: Open, model: null | undefined): { readonly model?: string | null } {
  if (model === null) return { model }
  return id === null && own !== undefined ? { model: own } : {}
}

/** `model`: null asks for quotes, absent for what the conversation says. Its pictures are sent along. */
export const askCall =
  (
    client: Client,
    open: Open,
    { parent, question, scope, ...pictures }: Pick<Exchange, 'parent' | 'question' | 'scope' | 'images' | 'sent'>,
    model: null | undefined,
  ): Call =>
  async (signal) => {
    const images = await imagesOf(client, pictures, signal)
    return client.questions.ask(
      {
        question,
        scope,
        conversation: { id: open.id, parentId: storedBelow(open.exchanges, parent) },
        ...answerer(open, model),
        ...(images.length > 0 ? { images: [...images] } : {}),
      },
      { signal },
    )
  }

/** Summarises or compares whole files. */
export const readCall =
  (client: Client, open: Open, { parent, question }: Pick<Exchange, 'parent' | 'question'>, { kind, fileIds }: Task, model?: null): Call =>
  (signal) =>
    client.questions[kind](
      {
        fileIds: [...fileIds],
        conversation: { id: open.id, parentId: storedBelow(open.exchanges, parent), question },
        ...answerer(open, model),
      },
      { signal },
    )
