/** What a paste holds besides words to write. */
import { longText } from '../state/draft.ts'

export type Pasted =
  | { readonly kind: 'images'; readonly images: readonly File[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'long-text'; readonly text: string }
  /** The box takes it as it is. */
  | { readonly kind: 'words' }

/** Programs put a picture of the text beside the text: where there are words, they are what is meant. */
export function pastedIn(transfer: DataTransfer): Pasted {
  const text = transfer.getData('text/plain')
  if (text.length > longText) return { kind: 'long-text', text }
  if (text !== '' || transfer.files.length === 0) return { kind: 'words' }
  const files = [...transfer.files]
  return files.every(({ type }) => type.startsWith('image/')) ? { kind: 'images', images: files } : { kind: 'files' }
}
