/** A passage that was not searched for, as one that was found. */
import type { Found } from '../types/answer.ts'
import type { Passage } from '../types/passage.ts'

export function asFound(passage: Passage, file: { readonly id: string; readonly path: string }, rank: number): Found {
  return {
    rank,
    score: 1,
    passageId: passage.id,
    documentId: passage.documentId,
    fileId: file.id,
    file: file.path,
    anchor: passage.anchor,
    text: passage.text,
    context: passage.context,
    ...(passage.hidden ? { hidden: true } : {}),
  }
}
