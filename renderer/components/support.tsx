/** Whether the passage bears the claim out: a tint, and always a shape and a word. Says nothing where nothing was checked. */
import { Check, CircleAlert } from 'lucide-react'
import { say } from '../../core/words/words.ts'
import './support.css'

export function Support({ supported }: { readonly supported: boolean | null }) {
  if (supported === null) return null
  const Shape = supported ? Check : CircleAlert
  return (
    <span className={supported ? 'tag tag-supported' : 'tag tag-unsupported'}>
      <Shape className="icon" aria-hidden />
      {say(supported ? 'ask.supported' : 'ask.unsupported')}
    </span>
  )
}
