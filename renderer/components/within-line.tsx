/** Says of a document that is attached to a message which attachment it is. */
import { Paperclip } from 'lucide-react'
import type { Anchor } from '../../core/types/anchor.ts'
import { say } from '../../core/words/words.ts'

export function WithinLine({ anchor }: { readonly anchor: Anchor }) {
  if (anchor.kind === 'message' || anchor.part === undefined) return null
  return (
    <p className="evidence-within">
      <Paperclip className="icon" aria-hidden />
      <span>{say('ask.in-attachment', { name: anchor.part, message: anchor.message ?? 1 })}</span>
    </p>
  )
}
