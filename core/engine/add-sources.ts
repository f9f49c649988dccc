/** Makes sources of paths; what cannot be added is named with its code and the rest goes on. */
import { AlcoveError, type ErrorCode } from '../errors.ts'
import type { Source } from '../types/library.ts'
import { isWithin } from './is-within.ts'
import type { EnginePorts } from './ports.ts'

export interface Added {
  readonly sources: readonly Source[]
  readonly refused: readonly { readonly path: string; readonly code: ErrorCode }[]
}

export async function addSources(paths: readonly string[], { disk, sources, clock, about, uploads, committed }: EnginePorts): Promise<Added> {
  const added = new Map<string, Source>()
  const refused: { path: string; code: ErrorCode }[] = []
  for (const path of new Set(paths)) {
    try {
      const found = await disk.identify(path)
      if (isWithin(found.path, about.folders.data) && !uploads.holds(found.path)) throw new AlcoveError('path-in-data-folder', { path })
      const source = sources.add(found.path, found.kind, clock.now())
      added.set(source.id, source)
    } catch (error) {
      if (!(error instanceof AlcoveError)) throw error
      refused.push({ path, code: error.code })
    }
  }
  await committed()
  return { sources: [...added.values()], refused }
}
