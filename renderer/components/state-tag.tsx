/** The state of a thing, in a word and a shape on a quiet tint. */
import type { LucideIcon } from 'lucide-react'
import './support.css'

/** How good or bad it is that it is so. */
export type Tone = 'supported' | 'weak' | 'unsupported' | 'working' | 'quiet'

export function StateTag({ shape: Shape, words, tone }: { readonly shape: LucideIcon; readonly words: string; readonly tone: Tone }) {
  return (
    <span className={`tag tag-${tone}`}>
      <Shape className="icon" aria-hidden />
      {words}
    </span>
  )
}
