/** The calls that have a question answered at a place of a conversation. */
import type { AnswerPart } from '../../core/types/answer.ts'
import type { Client } from '../client/client.ts'
import type { Exchange, Task } from './answer.ts'
import { type Open, storedBelow } from './open-conversation.ts'

export type Call = (signal: AbortSignal) => Promise<AsyncIterable<AnswerPart>>

/** Images of a stored question, to be sent along with its other wording. */
export async function imagesOf(client: Client, { images }: Exchange, signal: AbortSignal): Promise<Blob[]> {
  return Promise.all(images.map(async ({ id }) => (await client.conversations.image({ id }, { signal })).picture))
}

/** What the engine is told of who answers: a conversation that it keeps knows that by itself. */
function answerer({ id, own }: Open, model: null | undefined): { readonly model?: string | null } {
  if (model === null) return { model }
  return id === null && own !== undefined ? { model: own } : {}
}

/** `model`: null asks for quotes, absent for what the conversation says. `images` are sent along. */
export const askCall =
  (
    client: Client,
    open: Open,
    { parent, question, scope }: Pick<Exchange, 'parent' | 'question' | 'scope'>,
    model: null | undefined,
    images: (signal: AbortSignal) => Promise<Blob[]>,
  ): Call =>
  async (signal) => {
    const pictures = await images(signal)
    return client.questions.ask(
      {
        question,
        scope,
        conversation: { id: open.id, parentId: storedBelow(open.exchanges, parent) },
        ...answerer(open, model),
        ...(pictures.length > 0 ? { images: pictures } : {}),
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
