/** Text in which what looks like somebody's data is marked, by a shape and a word besides its tint. */
import { UserRound } from 'lucide-react'
import type { PersonalDataFlag } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import { withoutTurning } from '../inert-characters.ts'
import { flagWords } from './data-set-words.ts'
import { flagPieces } from './flag-pieces.ts'

export function FlaggedText({ text, flags }: { readonly text: string; readonly flags: readonly PersonalDataFlag[] }) {
  return flagPieces(withoutTurning(text), flags).map(({ text: part, kind }, at) =>
    kind === null ? (
      part
    ) : (
      <mark key={at} className="flag">
        {part}
        <span className="flag-word">
          <UserRound className="icon" aria-hidden />
          {say(flagWords[kind])}
        </span>
      </mark>
    ),
  )
}
