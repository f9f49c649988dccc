/** One training: read the version → see that nothing leaks → find the base → train → put the adapter on the shelf. */
import { AlcoveError } from '../../errors.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DataSetsStore } from '../../ports/data-sets-store.ts'
import type { Trainer, TrainerOrder, TrainerTrial } from '../../ports/trainer.ts'
import type { AdaptersStore } from '../../ports/trainings-store.ts'
import { leaksInTurns } from '../../tune/leaks.ts'
import { lowestLoss } from '../../tune/loss-curve.ts'
import { paritySample } from '../../tune/smoke-prompts.ts'
import { trainingRows } from '../../tune/training-rows.ts'
import type { FrozenExample } from '../../types/data-set.ts'
import type { TrainingBase, TrainingEstimate, TrainingSettings } from '../../types/training.ts'
import { everyFrozen } from '../data-sets/every-example.ts'
import { servedBy, shelvedBase, trainedFrom } from './training-base.ts'
import type { TrainingSteps } from './trainings.ts'

export interface TrainingPorts extends Omit<EstimatePorts, 'memory' | 'models'> {
  readonly adapters: AdaptersStore
  readonly models: Pick<ChatModels, 'file' | 'inOllama' | 'tokens' | 'addFile' | 'addAdapter'>
  readonly clock: Clock
  /** Whether the new adapter may answer: kept with it. */
  check(model: string, signal: AbortSignal): Promise<void>
}

export interface EstimatePorts {
  readonly dataSets: DataSetsStore
  readonly trainer: Trainer
  readonly models: Pick<ChatModels, 'file' | 'inOllama' | 'tokens'>
  /** Bytes of memory of this computer. */
  readonly memory: number
}

export interface Wanted {
  readonly versionId: string
  readonly base: TrainingBase
  readonly settings: TrainingSettings
}

/** One training, or a sweep: as many as there are settings. */
export interface WantedSweep extends Omit<Wanted, 'settings'> {
  readonly settings: readonly TrainingSettings[]
}

/** Fewer are refused, and fewer than so many are warned of: adapters learn no rule from a handful. */
const fewest = 30
const few = 200
/** Of the computer's memory, what a training may take, and what it may take without getting in the way. */
const mostShare = 0.9
const easyShare = 0.6

export function trainingSteps(ports: TrainingPorts): TrainingSteps {
  const { trainer, models, adapters, clock } = ports
  return {
    async *train(training, pause, signal) {
      // checked against the engine's own reading before anything is trained, so it has to stand on our shelf first
      const base = await shelvedBase(training.base, models, signal)
      yield* trainer.train(await orderOf(training.id, { ...training, base }, ports, signal), pause, signal)
    },
    async finish(training, signal) {
      const base = await shelvedBase(training.base, models, signal)
      const { name: model } = await models.addAdapter(servedBy(base), trainer.result(training.id), 1, signal, training.name)
      const loss = lowestLoss(training)
      adapters.put({
        model,
        addedAt: clock.now(),
        trainingId: training.id,
        versionId: training.versionId,
        settings: training.settings,
        validationLoss: Number.isFinite(loss) ? loss : null,
        sample: await models.tokens(servedBy(base), paritySample, signal),
        preflight: null,
        deployments: [],
      })
      await ports.check(model, signal)
      return model
    },
    discard: (id) => trainer.discard(id),
  }
}

/** What starting would take: time and steps of all trainings, memory of the largest. `dryRun`: a few steps are tried for the time. Throws what starting would. */
export async function estimate(wanted: WantedSweep, dryRun: boolean, ports: EstimatePorts, signal: AbortSignal): Promise<TrainingEstimate> {
  const examples = await checkedExamples(wanted.versionId, ports.dataSets)
  const train = examples.filter(({ split }) => split === 'train').length
  const base = await trainedFrom(wanted.base, ports.models, signal)
  const trials = new Map<string, Promise<TrainerTrial>>()
  const tried = async (settings: TrainingSettings): Promise<TrainerTrial> => {
    const before = trials.get(costOf(settings))
    const trial = before ?? orderOf('trial', { ...wanted, settings }, ports, signal).then((order) => ports.trainer.tryOut(order, signal))
    if (!before) trials.set(costOf(settings), trial)
    return await trial
  }
  const each: TrainingEstimate[] = []
  for (const settings of wanted.settings) {
    const { memory, device } = await ports.trainer.plan(base, settings, signal)
    const trial = dryRun ? await tried(settings) : null
    const steps = trial?.steps ?? stepsOf(train, settings)
    const seconds = trial === null ? null : steps * trial.secondsPerStep
    const { examples: used = train, tooLong = 0 } = trial ?? {}
    each.push({ memory: trial?.memory ?? memory, fit: 'fits', seconds, steps, examples: used, tooLong, device, warning: train < few ? 'few' : null })
  }
  return together(each, ports.memory)
}

/** What the time of a step and their number hang on: trainings that differ in nothing of it are tried once. */
function costOf({ rank, epochs, maxLength, batch, accumulation, targets, layers, withPassages }: TrainingSettings): string {
  return JSON.stringify([rank, epochs, maxLength, batch, accumulation, targets, layers, withPassages])
}

/** One after the other: the time adds up, and the largest must have room. */
function together(each: readonly TrainingEstimate[], room: number): TrainingEstimate {
  const [first] = each
  if (first === undefined) throw new AlcoveError('input-invalid')
  const memory = Math.max(...each.map((one) => one.memory))
  return {
    ...first,
    memory,
    fit: memory > room * mostShare ? 'too-large' : memory > room * easyShare ? 'tight' : 'fits',
    seconds: each.reduce<number | null>((sum, { seconds }) => (sum === null || seconds === null ? null : sum + seconds), 0),
    steps: each.reduce((sum, { steps }) => sum + steps, 0),
    examples: Math.min(...each.map((one) => one.examples)),
    tooLong: Math.max(...each.map((one) => one.tooLong)),
  }
}

/** Throws `version-unknown`, `leak-found` or `data-set-small`. */
export async function checkedExamples(versionId: string, dataSets: DataSetsStore): Promise<readonly FrozenExample[]> {
  if (dataSets.version(versionId) === null) throw new AlcoveError('version-unknown')
  const examples = [...everyFrozen(dataSets, versionId)]
  const [leak, ...more] = await leaksInTurns(examples)
  if (leak !== undefined) throw new AlcoveError('leak-found', { count: more.length + 1, input: leak.input })
  const train = examples.filter(({ split }) => split === 'train')
  if (train.length < fewest) throw new AlcoveError('data-set-small', { examples: train.length, documents: new Set(train.map(({ group }) => group)).size })
  return examples
}

async function orderOf(
  trainingId: string,
  { versionId, base, settings }: Wanted,
  ports: Omit<EstimatePorts, 'memory'>,
  signal: AbortSignal,
): Promise<TrainerOrder> {
  const examples = await checkedExamples(versionId, ports.dataSets)
  const tokens = await ports.models.tokens(servedBy(base), paritySample, signal)
  return {
    trainingId,
    base: await trainedFrom(base, ports.models, signal),
    train: trainingRows(examples, 'train', settings),
    validation: trainingRows(examples, 'validation', settings),
    settings,
    parity: tokens === null ? null : { turns: paritySample, tokens },
  }
}

function stepsOf(examples: number, { batch, accumulation, epochs }: TrainingSettings): number {
  return Math.ceil(Math.ceil(examples / (batch * accumulation)) * epochs)
}
