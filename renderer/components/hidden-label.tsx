/** Says of text in a file that its readers do not see it. */
import { EyeOff } from 'lucide-react'
import { say } from '../../core/words/words.ts'
import './support.css'

export function HiddenLabel() {
  return (
    <span className="tag tag-flagged">
      <EyeOff className="icon" aria-hidden />
      {say('ask.hidden-text')}
    </span>
  )
}
