/** The adapters on the shelf, with where they come from, whether they may answer, and how many of their documents have changed. */
import { AlcoveError } from '../../errors.ts'
import type { ChatModels, ShelvedAdapter } from '../../ports/chat-models.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DataSetsStore } from '../../ports/data-sets-store.ts'
import type { Log } from '../../ports/log.ts'
import type { FilesStore } from '../../ports/stores.ts'
import type { AdapterRecord, AdaptersStore } from '../../ports/trainings-store.ts'
import { exampleTurns } from '../../tune/example-turns.ts'
import { preflight } from '../../tune/preflight.ts'
import { paritySample, smokePrompts } from '../../tune/smoke-prompts.ts'
import type { Adapter, Staleness } from '../../types/adapter.ts'
import { everyFrozen, versionLabels } from '../data-sets/every-example.ts'

export interface AdapterPorts {
  readonly models: Pick<ChatModels, 'adapters' | 'chatModel' | 'load' | 'tokens' | 'remove'>
  readonly adapters: AdaptersStore
  readonly dataSets: DataSetsStore
  readonly files: Pick<FilesStore, 'ofDocument' | 'byPath'>
  readonly clock: Clock
}

/** Requests that an adapter is asked in its check. */
const askedInCheck = 8

export async function allAdapters(ports: AdapterPorts): Promise<readonly Adapter[]> {
  return (await ports.models.adapters()).map((one) => described(one, ports))
}

/** Throws `adapter-unknown`. */
export async function oneAdapter(model: string, ports: AdapterPorts): Promise<Adapter> {
  return described(await shelved(model, ports), ports)
}

/** What is kept of one that came from outside before anything was: nothing. */
export async function recordOf(model: string, ports: AdapterPorts): Promise<AdapterRecord> {
  const { addedAt } = await shelved(model, ports)
  return ports.adapters.byModel(model) ?? { ...outside, model, addedAt }
}

/** The check that one goes through when it is added. Where this computer cannot run it now, it stays unchecked, which is told where it is listed. */
export async function checkNewAdapter(model: string, ports: AdapterPorts & { readonly log: Log }, signal: AbortSignal): Promise<void> {
  try {
    await checkAdapter(model, ports, () => undefined, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof AlcoveError)) throw error
    ports.log.info('adapter-unchecked', { model, code: error.code })
  }
}

/** Checks whether it may answer, and keeps what was found. `tell` hears how far it is. */
export async function checkAdapter(model: string, ports: AdapterPorts, tell: (done: number, total: number) => void, signal: AbortSignal): Promise<Adapter> {
  const { base } = await shelved(model, ports)
  const record = await recordOf(model, ports)
  const found = await preflight(
    {
      base: ports.models.chatModel(base),
      adapted: ports.models.chatModel(model),
      load: (left) => ports.models.load(model, left),
      tokens: (turns, left) => ports.models.tokens(model, turns, left),
      trained: record.sample === null ? [] : [{ turns: paritySample, tokens: record.sample }],
      prompts: promptsOf(record, ports),
      now: ports.clock.now,
    },
    tell,
    signal,
  )
  ports.adapters.put({ ...record, preflight: found })
  return await oneAdapter(model, ports)
}

async function shelved(model: string, { models }: AdapterPorts): Promise<ShelvedAdapter> {
  const found = (await models.adapters()).find((one) => one.model === model)
  if (found === undefined) throw new AlcoveError('adapter-unknown')
  return found
}

function described({ model, name, base, baseSha256, size, addedAt }: ShelvedAdapter, ports: AdapterPorts): Adapter {
  const { sample: _, ...record } = ports.adapters.byModel(model) ?? { ...outside, addedAt }
  return {
    ...record,
    model,
    name,
    base,
    baseSha256,
    size,
    origin: record.trainingId === null ? 'outside' : 'trained',
    staleness: record.versionId === null ? null : stalenessOf(record.versionId, ports),
  }
}

/** What is kept of one of which nothing is known. */
export const outside = {
  trainingId: null,
  versionId: null,
  settings: null,
  validationLoss: null,
  sample: null,
  preflight: null,
  deployments: [],
} as const

/** What it was trained on: answers to that must differ from the base's, or it has no effect. */
export function promptsOf(
  { versionId, settings }: Pick<AdapterRecord, 'versionId' | 'settings'>,
  { dataSets }: Pick<AdapterPorts, 'dataSets'>,
): typeof smokePrompts {
  if (versionId === null || settings === null || dataSets.version(versionId) === null) return smokePrompts
  const asked = dataSets.versionExamples(versionId, { split: 'train', limit: askedInCheck })
  const labels = versionLabels(versionId, dataSets)
  return asked.map((example) => exampleTurns(example, { withPassages: settings.withPassages, boundary: example.hash.slice(0, 32), labels }).turns)
}

/** Null where the version is gone, and with it the list of its documents. */
function stalenessOf(versionId: string, { dataSets, files }: AdapterPorts): Staleness | null {
  if (dataSets.version(versionId) === null) return null
  const documents = new Map(
    [...everyFrozen(dataSets, versionId, 'train')].flatMap(({ passages }) => passages.map((one) => [one.documentId, one.file] as const)),
  )
  let changed = 0
  let gone = 0
  for (const [documentId, file] of documents) {
    if (files.ofDocument(documentId) !== null) continue
    if (files.byPath(file) === null) gone += 1
    else changed += 1
  }
  return { documents: documents.size, changed, gone }
}
