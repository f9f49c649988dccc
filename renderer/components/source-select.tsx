/** Chooses one source, or every one; absent where there is nothing to choose. */
import type { SourceStatus } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { baseName } from './format.ts'
import { shownName } from './inert-characters.ts'

interface Props {
  readonly sources: readonly SourceStatus[]
  readonly chosen: string | null
  readonly onChoose: (sourceId: string | null) => void
}

export function SourceSelect({ sources, chosen, onChoose }: Props) {
  if (sources.length < 2) return null
  return (
    <select className="source-select" aria-label={say('library.filter-source')} value={chosen ?? ''} onChange={(event) => onChoose(event.target.value || null)}>
      <option value="">{say('library.filter-every-source')}</option>
      {sources.map(({ id, path }) => (
        <option key={id} value={id}>
          {shownName(baseName(path))}
        </option>
      ))}
    </select>
  )
}
