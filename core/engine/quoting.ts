/** What quotes files of a source: told before it is removed, since that may erase it. */
import { AlcoveError } from '../errors.ts'
import type { SourceQuoting } from '../types/library.ts'
import { everyFrozen } from './data-sets/every-example.ts'
import { isWithin } from './is-within.ts'
import type { EnginePorts } from './ports.ts'

type Ports = Pick<EnginePorts, 'sources' | 'conversations' | 'dataSets' | 'experiments' | 'adapters' | 'models'>

/** Throws `source-unknown`. */
export async function quotingOf(sourceId: string, ports: Ports): Promise<SourceQuoting> {
  const source = ports.sources.byId(sourceId)
  if (source === null) throw new AlcoveError('source-unknown')
  const { answers, conversations } = ports.conversations.quoting(sourceId)
  const { examples, removals, versions, dataSets } = ports.dataSets.quoting(sourceId)
  return {
    answers: answers.length,
    conversations: conversations.length,
    examples: examples.length + removals.length,
    dataSets: dataSets.length,
    versions: versions.length,
    experiments: ports.experiments.quoting(sourceId).length,
    adapters: await trainedOn(source.path, versions, ports),
  }
}

/** Adapters of these versions that were trained, and not only measured, on files below the path. */
async function trainedOn(path: string, versions: readonly string[], { adapters, dataSets, models }: Ports): Promise<readonly string[]> {
  const trainsOn = (versionId: string) =>
    [...everyFrozen(dataSets, versionId, 'train')].some(({ passages }) => passages.some(({ file }) => isWithin(file, path)))
  const trained = new Set(versions.filter(trainsOn))
  const shelved = await models.adapters()
  return shelved.filter(({ model }) => trained.has(adapters.byModel(model)?.versionId ?? '')).map(({ name }) => name)
}
