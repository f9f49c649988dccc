/** A conversation as JSON, complete: what is written here can be taken in again without loss. */
import type { AnswerMessage, Conversation, ConversationSummary, QuestionImage, QuestionMessage } from '../../types/conversation.ts'

export const exportFormat = 'alcove-conversations'
/** Of the shape below; a newer one is not taken in. */
export const exportVersion = 1

/** A picture with its bytes. */
export interface ExportedImage extends QuestionImage {
  readonly base64: string
}

export interface ExportedConversation {
  readonly summary: Omit<ConversationSummary, 'messages'>
  readonly leafId: string | null
  readonly messages: readonly ((Omit<QuestionMessage, 'images'> & { readonly images?: readonly ExportedImage[] }) | AnswerMessage)[]
}

export interface ExportedFile {
  readonly format: typeof exportFormat
  readonly version: number
  /** ISO 8601. */
  readonly exportedAt: string
  readonly conversations: readonly ExportedConversation[]
}

/** `base64Of`: the bytes of a picture. */
export function asJson({ summary, messages, leafId }: Conversation, base64Of: (imageId: string) => string, now: number): string {
  const { messages: _, ...own } = summary
  const file: ExportedFile = {
    format: exportFormat,
    version: exportVersion,
    exportedAt: new Date(now).toISOString(),
    conversations: [
      {
        summary: own,
        leafId,
        messages: messages.map((message) => {
          if (message.role === 'answer') return message
          const { images, ...question } = message
          return images === undefined ? question : { ...question, images: images.map((image) => ({ ...image, base64: base64Of(image.id) })) }
        }),
      },
    ],
  }
  return `${JSON.stringify(file, null, 2)}\n`
}
