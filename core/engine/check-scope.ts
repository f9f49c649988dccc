/** A scope that names a source or a path outside every source would find nothing and not say why. */
import { AlcoveError } from '../errors.ts'
import type { SourcesStore } from '../ports/stores.ts'
import type { Scope } from '../types/answer.ts'
import { isWithin } from './is-within.ts'

export function checkScope({ sourceIds = [], paths = [] }: Scope, sources: SourcesStore): void {
  if (sourceIds.some((id) => sources.byId(id) === null)) throw new AlcoveError('source-unknown')
  if (paths.length === 0) return
  const known = sources.all()
  const outside = paths.find((path) => !known.some((source) => isWithin(path, source.path) || isWithin(source.path, path)))
  if (outside !== undefined) throw new AlcoveError('source-unknown', { path: outside })
}
