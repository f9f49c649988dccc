/** What the embedder is given for a passage, and the name of that text: the same text is never embedded twice in one generation. */
import type { PassageDraft } from '../types/passage.ts'

export function embeddedText({ context, text }: Pick<PassageDraft, 'context' | 'text'>): string {
  return context === '' ? text : `${context}\n${text}`
}

/** 128 bits of SHA-256, hex. */
export async function textHash(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
