/** Removes a source with everything that was made of it. Only an uploaded copy is deleted from the disk: it is ours. */
import { AlcoveError } from '../errors.ts'
import type { EnginePorts } from './ports.ts'

export interface Removed {
  readonly path: string
  readonly files: number
  readonly passages: number
}

export async function removeSource(
  which: ({ readonly sourceId: string } | { readonly path: string }) & { readonly answers: 'keep' | 'erase' },
  {
    adapters,
    conversations,
    dataSets,
    drafts,
    experiments,
    experimentJobs,
    keeper,
    sources,
    passages,
    index,
    uploads,
    runs,
    recognition,
    committed,
    scrubbed,
  }: EnginePorts,
): Promise<Removed> {
  const source = 'sourceId' in which ? sources.byId(which.sourceId) : (sources.all().find(({ path }) => path === which.path) ?? null)
  if (source === null) throw new AlcoveError('source-unknown', 'path' in which ? { path: which.path } : {})
  await runs.leave(source.id)
  await recognition.leave(source.id)
  const before = passages.counts().passages
  // what is being drafted may hold passages that are about to be erased
  if (which.answers === 'erase') await drafts.stopAll()
  const quoting =
    which.answers === 'erase'
      ? { ...conversations.quoting(source.id), examples: dataSets.quoting(source.id), experiments: experiments.quoting(source.id) }
      : null
  const { files, orphans } = sources.remove(source.id)
  await index.removeDocuments(orphans)
  passages.removeDocuments(orphans)
  if (quoting !== null) {
    conversations.eraseAnswers(quoting.answers)
    keeper.feed.changed(...quoting.conversations)
    dataSets.erase(quoting.examples)
    drafts.changed()
    for (const id of quoting.experiments) await experimentJobs.remove(id)
  }
  await (quoting === null ? committed() : scrubbed())
  adapters.changed()
  await uploads.remove(source.path)
  return { path: source.path, files, passages: before - passages.counts().passages }
}
