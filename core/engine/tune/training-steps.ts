/** One training: read the version → see that nothing leaks → find the base → train → put the adapter on the shelf. */
import { AlcoveError } from '../../errors.ts'
import type { ChatModels } from '../../ports/chat-models.ts'
import type { Clock } from '../../ports/clock.ts'
import type { DataSetsStore } from '../../ports/data-sets-store.ts'
import type { Trainer, TrainerOrder } from '../../ports/trainer.ts'
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

/** What starting would take. `dryRun`: a few steps are tried for the time. Throws what starting would. */
export async function estimate(wanted: Wanted, dryRun: boolean, ports: EstimatePorts, signal: AbortSignal): Promise<TrainingEstimate> {
  const examples = await checkedExamples(wanted.versionId, ports.dataSets)
  const train = examples.filter(({ split }) => split === 'train').length
  const { memory, device } = await ports.trainer.plan(await trainedFrom(wanted.base, ports.models, signal), wanted.settings, signal)
  const trial = dryRun ? await ports.trainer.tryOut(await orderOf('trial', wanted, ports, signal), signal) : null
  const peak = trial?.memory ?? memory
  return {
    memory: peak,
    fit: peak > ports.memory * mostShare ? 'too-large' : peak > ports.memory * easyShare ? 'tight' : 'fits',
    seconds: trial === null ? null : trial.steps * trial.secondsPerStep,
    steps: trial?.steps ?? stepsOf(train, wanted.settings),
    examples: trial?.examples ?? train,
    tooLong: trial?.tooLong ?? 0,
    device,
    warning: train < few ? 'few' : null,
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
