/** Puts an adapter to use in Ollama: merged with its base into a model of its own, or laid over the base where the server takes that. */
import { AlcoveError } from '../../errors.ts'
import type { AdapterFiles, MergeOrder } from '../../ports/adapter-files.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import type { MakeProgress, ModelBytes } from '../../ports/ollama-models.ts'
import { checkMade } from '../../tune/check-made.ts'
import type { Adapter, AdapterRoute, Deployment } from '../../types/adapter.ts'
import { type AdapterPorts, oneAdapter, promptsOf, recordOf } from './adapters.ts'

export interface DeployPorts extends Omit<AdapterPorts, 'models'> {
  readonly models: Pick<ChatModels, 'adapters' | 'chatModel' | 'load' | 'tokens' | 'remove' | 'file' | 'inOllama'>
  readonly adapterFiles: AdapterFiles
}

export interface DeployOrder {
  /** The adapter. */
  readonly model: string
  readonly route: Deployment['route']
  /** Of the new model in Ollama. */
  readonly name: string
}

/** Bytes, of how many. */
export interface DeployProgress {
  readonly stage: 'hash' | 'upload' | 'create' | 'check' | 'done'
  readonly done: number
  readonly total: number
}

export interface RouteOffered {
  readonly route: AdapterRoute
  readonly possible: boolean
  /** Bytes that it takes on the disk beyond what is there; null where it cannot be told. */
  readonly size: number | null
}

/** What this computer has: `live` always, the others as far as Ollama can be reached. The order is that of preference. */
export async function routesOf(model: string, ports: DeployPorts, signal: AbortSignal): Promise<readonly RouteOffered[]> {
  const adapter = await oneAdapter(model, ports)
  const { inOllama } = ports.models
  const base = await orNull(() => inOllama.baseOfFile(adapter.baseSha256, signal))
  const takes = await orNull(() => inOllama.takesAdapters(signal))
  const merged = await orNull(async () => await ports.adapterFiles.measure(await mergeOrder(adapter, ports.models, signal), signal))
  return [
    { route: 'live', possible: true, size: 0 },
    { route: 'merged', possible: takes.reached && merged.value !== null, size: merged.value?.size ?? null },
    { route: 'adapter', possible: takes.value === true && base.value !== null, size: adapter.size },
  ]
}

/**
 * Only an adapter that passed its check. The model gets its name after it was seen to ask as its base does and to answer otherwise;
 * throws `created-unlike` where it does not. Throws `adapter-unknown`, `adapter-unchecked`, what `AdapterFiles.bytes` and
 * `OllamaModels.make` throw, or the signal's reason: then nothing of it is there.
 */
export async function deploy(order: DeployOrder, ports: DeployPorts, tell: (progress: DeployProgress) => void, signal: AbortSignal): Promise<Adapter> {
  const { model, route, name } = order
  const { inOllama } = ports.models
  const adapter = await oneAdapter(model, ports)
  if (adapter.preflight?.passed !== true) throw new AlcoveError('adapter-unchecked')
  const base = await inOllama.baseOfFile(adapter.baseSha256, signal)
  if (route === 'adapter' && base === null) throw new AlcoveError('model-missing', { model: adapter.base })
  const bytes = await bytesFor(adapter, route, ports, tell, signal)
  const replaces = adapter.deployments.some((one) => one.model === name || one.model === `${name}:latest`)
  const verify = (made: string, left: AbortSignal): Promise<void> => verified(made, order, { adapter, base }, ports, left)
  for await (const progress of inOllama.make({ name, base, baseSha256: adapter.baseSha256, route, bytes, replaces, verify }, signal)) {
    if (progress.model !== undefined) await keep(model, { route, model: progress.model, at: ports.clock.now() }, ports)
    tell({ stage: stages[progress.stage], done: progress.completed, total: progress.total })
  }
  return await oneAdapter(model, ports)
}

/** For good: out of Ollama, off the disk, and what is known of it. Stays where Ollama cannot be reached and has it. */
export async function removeAdapter(model: string, ports: DeployPorts, signal: AbortSignal): Promise<void> {
  const { deployments } = await oneAdapter(model, ports)
  for (const deployment of deployments) await withdraw(model, deployment.model, ports, signal)
  await ports.models.remove(model, signal)
  ports.adapters.remove(model)
}

/** Takes the model out of Ollama again. One that is gone already is fine. */
export async function withdraw(model: string, deployment: string, ports: DeployPorts, signal: AbortSignal): Promise<void> {
  const record = await recordOf(model, ports)
  if (!record.deployments.some((one) => one.model === deployment)) throw new AlcoveError('model-missing', { model: deployment })
  try {
    await ports.models.remove(deployment, signal)
  } catch (error) {
    if (!(error instanceof AlcoveError && error.code === 'model-missing')) throw error
  }
  ports.adapters.put({ ...record, deployments: record.deployments.filter((one) => one.model !== deployment) })
}

const stages: Readonly<Record<MakeProgress['stage'], DeployProgress['stage']>> = {
  check: 'upload',
  upload: 'upload',
  create: 'create',
  load: 'create',
  verify: 'check',
  success: 'done',
}

/** A merged model is worked out twice: once for its checksum, and once while it is sent. */
async function bytesFor(
  adapter: Adapter,
  route: Deployment['route'],
  { models, ...ports }: DeployPorts,
  tell: (progress: DeployProgress) => void,
  signal: AbortSignal,
): Promise<ModelBytes> {
  if (route === 'adapter') return models.inOllama.ofFile(await models.file(adapter.model, signal))
  return await ports.adapterFiles.bytes(await mergeOrder(adapter, models, signal), signal, (at) => tell({ stage: 'hash', ...at }))
}

async function mergeOrder({ model, base }: Adapter, models: DeployPorts['models'], signal: AbortSignal): Promise<MergeOrder> {
  const [adapterFile, baseFile] = [await models.file(model, signal), await models.file(base, signal)]
  return { adapterPath: adapterFile.path, basePath: baseFile.path, scale: 1, baseName: base }
}

/** Compared with the base in Ollama, or where that is not there, in our own process. */
async function verified(
  made: string,
  { model, name }: DeployOrder,
  { adapter, base }: { readonly adapter: Adapter; readonly base: string | null },
  ports: DeployPorts,
  signal: AbortSignal,
): Promise<void> {
  const { models } = ports
  const results = await checkMade(
    {
      base: models.chatModel(base ?? adapter.base),
      made: models.chatModel(made),
      rendered: async (which, turns, left) => (base === null ? null : await models.inOllama.rendered(which === 'base' ? base : made, turns, left)),
      prompts: promptsOf(await recordOf(model, ports), ports),
    },
    signal,
  )
  if (results.some(({ state }) => state === 'failed')) throw new AlcoveError('created-unlike', { model: name })
}

async function keep(model: string, deployment: Deployment, ports: DeployPorts): Promise<void> {
  const record = await recordOf(model, ports)
  ports.adapters.put({ ...record, deployments: [...record.deployments.filter((one) => one.model !== deployment.model), deployment] })
}

/** An engine that is absent, and a base that cannot be merged, leave fewer routes. */
async function orNull<T>(ask: () => Promise<T>): Promise<{ readonly reached: boolean; readonly value: T | null }> {
  try {
    return { reached: true, value: await ask() }
  } catch (error) {
    if (error instanceof AlcoveError) return { reached: false, value: null }
    throw error
  }
}
