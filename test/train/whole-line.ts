/**
 * The whole line as people walk it, through the calls that window and command line make: a folder of notes → data set → two trainings,
 * one of them on dealt-out labels → adapters on the shelf, checked → an experiment with four arms and the control → its report.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { clientOf } from '../../core/engine/engine.ts'
import type { Adapter } from '../../core/types/adapter.ts'
import type { DataSetVersion } from '../../core/types/data-set.ts'
import { defaultExperimentSettings, type ExperimentResults } from '../../core/types/experiment.ts'
import type { Training, TrainingSettings } from '../../core/types/training.ts'
import { type LedgerDocument, ledgerDocuments } from './ledger.ts'

type Client = ReturnType<typeof clientOf>

export interface WholeLine {
  /** Where notes are written. */
  readonly folder: string
  /** The GGUF file to train on. */
  readonly base: string
  readonly documents: number
  readonly settings: TrainingSettings
  /** Before each training, by its name. */
  readonly before?: (name: string) => void
}

export interface Walked {
  readonly version: DataSetVersion
  readonly trainings: readonly Training[]
  readonly adapters: readonly Adapter[]
  readonly results: ExperimentResults
  readonly report: string
}

export const baseName = 'gguf:house-style'

export async function walk(client: Client, { folder, base, documents, settings, before = () => undefined }: WholeLine): Promise<Walked> {
  const notes = ledgerDocuments(documents)
  await indexed(client, folder, notes)
  await client.models.addFile({ path: base })
  const version = await frozen(client, folder, notes)
  const trainings: Training[] = []
  for (const name of ['ledger', 'dealt']) {
    before(name)
    trainings.push(await trained(client, name, version, { ...settings, shuffled: name === 'dealt' }))
  }
  const { adapters } = await client.adapters.list()
  const results = await compared(client, version)
  const { content } = await client.experiments.report({ id: results.experiment.id, format: 'markdown' })
  return { version, trainings, adapters, results, report: await content.text() }
}

async function indexed(client: Client, folder: string, notes: readonly LedgerDocument[]): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of notes) writeFileSync(join(folder, name), text)
  const { runId } = await client.library.add({ paths: [folder] })
  if (runId === null) throw new Error('no run was started')
  for await (const event of await client.library.follow({ runId })) if (event.type === 'done') return
}

/** The examples come as a file, with the passages that they stand in. */
async function frozen(client: Client, folder: string, notes: readonly LedgerDocument[]): Promise<DataSetVersion> {
  const { id } = await client.dataSets.create({ name: 'Ledger' })
  const lines: string[] = []
  for (const note of notes) lines.push(...(await rowsOf(client, folder, note)))
  const added = await client.dataSets.import({ id, content: new Blob(lines) })
  if (added.removed > 0) throw new Error(`${added.removed} examples were not taken in`)
  const { examples } = await client.dataSets.examples({ id, state: 'waiting', limit: 500 })
  await client.dataSets.review({ id, exampleIds: examples.map((one) => one.id), state: 'accepted' })
  return await client.dataSets.freeze({ id, seed: 1, train: 0.5, validation: 0.1 })
}

async function rowsOf(client: Client, folder: string, { name, examples }: LedgerDocument): Promise<readonly string[]> {
  const file = join(folder, name)
  const { results } = await client.search.find({ query: examples[0]?.input ?? '', k: 1, scope: { paths: [file] }, mode: 'keyword' })
  const [found] = results
  if (found === undefined) throw new Error(`${name} is not found`)
  const contentHash = createHash('sha256').update(readFileSync(file)).digest('hex')
  const { passageId, documentId, anchor, text } = found
  const passages = [{ passageId, documentId, file, fileName: name, contentHash, anchor, text, golden: true }]
  return examples.map(({ input, output }) => {
    const own = { kind: 'rewriting', input, output, alternatives: [], answerable: true, origin: 'import', state: 'waiting', edited: false, passages }
    const rest = { group: `document:${documentId}`, scores: { grounding: null, judge: null }, generator: null }
    return `${JSON.stringify({ input, output, alcove: JSON.stringify({ ...own, ...rest }) })}\n`
  })
}

async function trained(client: Client, name: string, { id: versionId }: DataSetVersion, settings: TrainingSettings): Promise<Training> {
  const { trainings } = await client.training.start({ name, versionId, base: { kind: 'model', name: baseName }, settings: [settings] })
  for await (const all of await client.training.follow()) {
    const own = all.find(({ id }) => id === trainings[0]?.id)
    if (own?.state === 'failed') throw new Error(JSON.stringify(own.failure))
    if (own?.state === 'done') return own
  }
  throw new Error('the stream ended')
}

async function compared(client: Client, { id: versionId }: DataSetVersion): Promise<ExperimentResults> {
  const tuned = `${baseName}+ledger`
  const arms = [
    { kind: 'base' as const, model: baseName },
    { kind: 'rag' as const, model: baseName },
    { kind: 'tuned' as const, model: tuned },
    { kind: 'hybrid' as const, model: tuned },
    { kind: 'tuned' as const, model: `${baseName}+dealt` },
  ]
  const settings = { ...defaultExperimentSettings, answerTokens: 40 }
  const { id } = await client.experiments.start({ name: 'Ledger', versionId, arms, settings })
  for await (const all of await client.experiments.follow()) {
    const own = all.find((one) => one.id === id)
    if (own?.state === 'failed') throw new Error(`the experiment failed: ${JSON.stringify(own.failure)}`)
    if (own?.state === 'done') return await client.experiments.results({ id })
  }
  throw new Error('the stream ended')
}

/** What an arm gains over the first in the main measure, with its interval. */
export function gain({ experiment: { arms }, differences, main }: ExperimentResults, arm: number): { readonly low: number; readonly high: number } {
  const [base, own] = [arms[0]?.id, arms[arm]?.id]
  const found = differences.find(({ a, b, measure }) => measure === main && [a, b].includes(base ?? '') && [a, b].includes(own ?? ''))
  if (found === undefined) throw new Error('the two were not compared')
  const { low, high } = found.difference
  return found.a === own ? { low, high } : { low: -high, high: -low }
}
