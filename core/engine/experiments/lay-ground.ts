/** What is looked at before an experiment begins: its version, its models, that no training has seen its questions. */
import { AlcoveError, because } from '../../errors.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import type { ExperimentGround } from '../../ports/experiments-store.ts'
import type { Random } from '../../ports/random.ts'
import { diceFrom } from '../../text/dice.ts'
import type { Adapter } from '../../types/adapter.ts'
import type { FrozenExample, Leak } from '../../types/data-set.ts'
import type { Arm } from '../../types/experiment.ts'
import type { ChatModelInfo } from '../../types/model.ts'
import { checkRoom } from './check-room.ts'
import type { ExperimentRequest } from './experiments.ts'
import { adapterIn, type HeldOut } from './held-out.ts'

export interface Laid {
  /** As data set and version are called. */
  readonly dataSet: string
  readonly arms: readonly Arm[]
  readonly examples: readonly FrozenExample[]
  readonly leaks: readonly Leak[]
  readonly ground: ExperimentGround
}

/** A model below this cannot hold facts or follow instructions: it proves that everything works, and no more. Parameters. */
const tinyBelow = 50_000_000

interface GroundPorts {
  readonly heldOut: HeldOut
  readonly models: Pick<ChatModels, 'chatModel' | 'state' | 'tokens'>
  readonly random: Random
}

/** Throws `version-unknown`, `data-set-small`, `input-invalid`, `model-missing`, `model-remote`, `adapter-unchecked` or `experiment-context`. */
export async function layGround({ versionId, arms: wanted, settings }: ExperimentRequest, ports: GroundPorts, signal: AbortSignal): Promise<Laid> {
  const { heldOut, random } = ports
  const version = heldOut.version(versionId)
  if (version === null) throw new AlcoveError('version-unknown')
  const arms = wanted.map((arm, at) => ({ ...arm, id: String(at + 1) }))
  const twice = wanted.find((one, at) => wanted.findIndex(({ kind, model }) => kind === one.kind && model === one.model) < at)
  if (twice !== undefined) throw because('input-invalid', 'arm-twice', { model: twice.model })
  const adapters = await heldOut.adapters()
  const models = await modelsOf(arms, settings.judge, adapters, ports, signal)
  const test = heldOut.examples(versionId, 'test')
  if (test.length === 0) throw new AlcoveError('data-set-small', { examples: 0, documents: 0 })
  const dice = diceFrom(settings.seed)
  const examples = settings.limit === null || settings.limit >= test.length ? test : dice.shuffled(test).slice(0, settings.limit)
  const versions = new Set([versionId, ...arms.flatMap(({ model }) => adapterIn(adapters, model)?.versionId ?? [])])
  const leaks: Leak[] = []
  for (const one of versions) leaks.push(...(await heldOut.leaks(heldOut.examples(one, 'train'), examples)))
  const contexts = await Promise.all(arms.map(({ model }) => ports.models.chatModel(model).contextTokens(signal)))
  const contextTokens = Math.min(...contexts, settings.contextTokens ?? Infinity)
  const labels = heldOut.labels(versionId)
  // the arm of the smallest context is named first, where that is too small
  const bySize = arms.toSorted((a, b) => (contexts[arms.indexOf(a)] ?? 0) - (contexts[arms.indexOf(b)] ?? 0))
  if (leaks.length === 0) await checkRoom({ arms: bySize, examples, labels, contextTokens }, ports.models, signal)
  return {
    dataSet: `${version.dataSet} v${version.number}`,
    arms,
    examples,
    leaks,
    ground: {
      secret: random.id(),
      labels,
      contextTokens,
      tiny: models.every(({ parameters }) => (parametersIn(parameters) ?? Infinity) < tinyBelow),
      trainingSeconds: Object.fromEntries(
        arms.flatMap(({ id, model }) => {
          const trainingId = adapterIn(adapters, model)?.trainingId ?? null
          const seconds = trainingId === null ? null : heldOut.trainingSeconds(trainingId)
          return seconds === null ? [] : [[id, seconds] as const]
        }),
      ),
    },
  }
}

async function modelsOf(
  arms: readonly Arm[],
  judge: string | null,
  adapters: readonly Adapter[],
  { models }: GroundPorts,
  signal: AbortSignal,
): Promise<readonly ChatModelInfo[]> {
  const { models: known, blocked } = await models.state(signal)
  const named = (name: string): ChatModelInfo => {
    if (blocked.includes(name)) throw new AlcoveError('model-remote', { model: name })
    const model = known.find((one) => one.name === name)
    if (model === undefined) throw new AlcoveError('model-missing', { model: name })
    return model
  }
  if (judge !== null) named(judge)
  return arms.map(({ kind, model }) => {
    if (!isFit(adapterIn(adapters, model))) throw new AlcoveError('adapter-unchecked', { model })
    const found = named(model)
    if (found.adapter !== null && (kind === 'base' || kind === 'rag')) throw because('input-invalid', 'arm-adapter', { model })
    return found
  })
}

/** What was trained here has passed its check before it is measured; what came from outside has at least not failed one. */
function isFit(adapter: Adapter | null): boolean {
  return adapter === null || (adapter.preflight?.passed ?? adapter.origin === 'outside')
}

/** "3.2B", "630M", "115.3K"; null where nothing tells. */
export function parametersIn(text: string | null): number | null {
  const [, count, unit] = /^(\d+(?:\.\d+)?)\s*([KMBT]?)$/iu.exec(text?.trim() ?? '') ?? []
  if (count === undefined) return null
  const units: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9, T: 1e12 }
  return Number(count) * (units[unit?.toUpperCase() ?? ''] ?? 1)
}
