/** Where a citation stands, in one line: its file and the place in it. */
import type { Citation } from '../../core/types/answer.ts'
import { placeOf } from '../../core/words/place.ts'
import { shownName } from './inert-characters.ts'

export function CitedPlace({ citation }: { readonly citation: Citation }) {
  return (
    <span className="quiet">
      <bdi>{shownName(citation.fileName)}</bdi>, {placeOf(citation.anchor)}
    </span>
  )
}
