/** What a source holds that was not read, or not wholly: in numbers, with the way to the reasons. */
import type { SourceStatus } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import { useApp } from '../state/app.ts'
import { notReadOf } from '../state/library.ts'
import { joined } from './format.ts'

export function NotRead({ source, incomplete }: { readonly source: SourceStatus; readonly incomplete: number }) {
  const { layout } = useApp()
  const count = notReadOf([source])
  if (count === 0 && incomplete === 0) return null
  const words = [...(count > 0 ? [say('library.not-read', { count })] : []), ...(incomplete > 0 ? [say('library.incomplete', { count: incomplete })] : [])]
  return (
    <p className="not-read">
      <button type="button" className="link figures" onClick={() => layout.setState({ report: { sourceId: source.id } })}>
        {joined(words)}
      </button>
    </p>
  )
}
