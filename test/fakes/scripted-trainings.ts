/** The scripted engine's trainings and adapters: a test sets what there is, and they change as the contract says. */
import { stream } from '../../core/engine/streams.ts'
import { AlcoveError } from '../../core/errors.ts'
import type { Adapter } from '../../core/types/adapter.ts'
import { defaultTrainingSettings, type TrainerState, type Training, type TrainingEstimate } from '../../core/types/training.ts'
import { createFeed } from './feed.ts'
import type { implementScript, Script } from './scripted-engine.ts'

export const readyTrainer: TrainerState = {
  state: 'ready',
  python: { path: '/usr/bin/python3.12', version: '3.12.8' },
  device: 'cpu',
  download: 310_000_000,
  size: 1_600_000_000,
  hosts: ['download.pytorch.org', 'files.pythonhosted.org'],
  packages: ['torch==2.9.1', 'transformers==5.18.0', 'peft==0.21.0', 'trl==1.13.0'],
  installed: null,
}
export const missingTrainer: TrainerState = { ...readyTrainer, state: 'missing', device: null }
export const unfitTrainer: TrainerState = { ...readyTrainer, state: 'unfit', python: null, device: null, failure: { code: 'trainer-unfit', details: {} } }

const losses = Array.from({ length: 30 }, (_, at) => ({
  step: (at + 1) * 4,
  train: 2.4 * Math.exp(-at / 9) + 0.35,
  validation: at % 5 === 4 ? 2.2 * Math.exp(-at / 10) + 0.55 : null,
}))

export const doneTraining: Training = {
  id: '1',
  name: 'water',
  versionId: '1',
  base: { kind: 'model', name: 'gguf:llama-3.2-3b' },
  settings: defaultTrainingSettings,
  sweepId: null,
  best: true,
  state: 'done',
  createdAt: Date.UTC(2026, 10, 20, 8),
  endedAt: Date.UTC(2026, 10, 20, 8, 47),
  device: 'cpu',
  step: 120,
  steps: 120,
  secondsLeft: null,
  losses,
  bestStep: 100,
  examples: 412,
  tooLong: 3,
  seconds: 2_820,
  memory: 6_400_000_000,
  adapter: 'gguf:llama-3.2-3b+water',
}
export const workingTraining: Training = {
  ...doneTraining,
  id: '2',
  name: 'water-rank-8',
  settings: { ...defaultTrainingSettings, rank: 8, alpha: 16 },
  state: 'training',
  createdAt: Date.UTC(2026, 10, 21, 8),
  endedAt: null,
  step: 48,
  secondsLeft: 1_690,
  losses: losses.slice(0, 12),
  bestStep: null,
  seconds: 1_130,
  adapter: null,
}
export const failedTraining: Training = {
  ...workingTraining,
  id: '3',
  name: 'water-large',
  state: 'failed',
  failure: { code: 'trainer-memory', details: { reason: 'DefaultCPUAllocator: can not allocate memory' } },
  secondsLeft: null,
}

export const trainedAdapter: Adapter = {
  model: 'gguf:llama-3.2-3b+water',
  name: 'water',
  base: 'gguf:llama-3.2-3b',
  baseSha256: 'a1'.repeat(32),
  size: 48_000_000,
  origin: 'trained',
  addedAt: Date.UTC(2026, 10, 20, 8, 47),
  trainingId: '1',
  versionId: '1',
  settings: defaultTrainingSettings,
  validationLoss: 0.71,
  preflight: {
    at: Date.UTC(2026, 10, 20, 8, 48),
    passed: true,
    results: [
      { check: 'base', state: 'passed' },
      { check: 'template', state: 'passed' },
      { check: 'tokenizer', state: 'passed' },
      { check: 'alive', state: 'passed', count: 7, of: 8 },
      { check: 'smoke', state: 'passed', count: 8, of: 8 },
    ],
    samples: [{ prompt: 'Which spring fell dry in 1976?', base: 'I do not know of such a spring.', adapted: 'The Quell spring fell dry in 1976 [1].' }],
  },
  staleness: { documents: 57, changed: 4, gone: 1 },
  deployments: [{ route: 'merged', model: 'llama3.2-water', at: Date.UTC(2026, 10, 20, 9) }],
}
export const outsideAdapter: Adapter = {
  ...trainedAdapter,
  model: 'gguf:llama-3.2-3b+letters',
  name: 'letters',
  origin: 'outside',
  trainingId: null,
  versionId: null,
  settings: null,
  validationLoss: null,
  preflight: null,
  staleness: null,
  deployments: [],
}

export class ScriptedTrainings {
  trainer: TrainerState = missingTrainer
  all: readonly Training[] = []
  adapters: readonly Adapter[] = []
  estimate: TrainingEstimate = {
    memory: 6_300_000_000,
    fit: 'tight',
    seconds: 2_900,
    steps: 156,
    examples: 412,
    tooLong: 3,
    device: 'cpu',
    warning: null,
  }
  readonly changed = createFeed<'changed'>()

  set(changes: Partial<Pick<ScriptedTrainings, 'trainer' | 'all' | 'adapters'>>): void {
    Object.assign(this, changes)
    this.changed.tell('changed')
  }

  change(id: string, changes: Partial<Training>): Training {
    const found = this.all.find((one) => one.id === id)
    if (found === undefined) throw new AlcoveError('training-unknown')
    const changed = { ...found, ...changes }
    this.set({ all: this.all.map((one) => (one === found ? changed : one)) })
    return changed
  }

  adapter(model: string): Adapter {
    const found = this.adapters.find((one) => one.model === model)
    if (found === undefined) throw new AlcoveError('adapter-unknown')
    return found
  }
}

export function scriptedTrainingHandlers(os: ReturnType<typeof implementScript>, script: () => Script) {
  const now = () => script().trainings
  async function* following<T>(read: () => T, signal: AbortSignal): AsyncGenerator<T> {
    yield read()
    for await (const _ of now().changed.follow(signal)) yield read()
  }
  const toState = (state: TrainerState['state']) => {
    now().set({ trainer: { ...now().trainer, state, installed: state === 'installing' ? 120_000_000 : null } })
    return now().trainer
  }
  return {
    training: {
      trainer: os.training.trainer.handler(() => now().trainer),
      followTrainer: os.training.followTrainer.handler(({ signal }) => stream(signal, (left) => following(() => now().trainer, left))),
      install: os.training.install.handler(() => toState('installing')),
      stopInstall: os.training.stopInstall.handler(() => toState('missing')),
      uninstall: os.training.uninstall.handler(() => toState('missing')),
      follow: os.training.follow.handler(({ signal }) => stream(signal, (left) => following(() => now().all, left))),
      list: os.training.list.handler(() => ({ trainings: now().all })),
      get: os.training.get.handler(({ input }) => now().change(input.id, {})),
      estimate: os.training.estimate.handler(({ input }) => ({ ...now().estimate, seconds: input.dryRun ? now().estimate.seconds : null })),
      start: os.training.start.handler(({ input: { name, versionId, base, settings } }) => {
        const sweepId = settings.length > 1 ? 'sweep' : null
        const added = settings.map(
          (one, at): Training => ({
            ...workingTraining,
            id: String(100 + now().all.length + at),
            name,
            versionId,
            base,
            settings: one,
            sweepId,
            state: at === 0 ? 'preparing' : 'waiting',
            step: 0,
            steps: 0,
            losses: [],
            seconds: 0,
            secondsLeft: null,
          }),
        )
        now().set({ all: [...added.toReversed(), ...now().all] })
        return { trainings: added }
      }),
      pause: os.training.pause.handler(({ input }) => now().change(input.id, { state: 'paused', secondsLeft: null })),
      resume: os.training.resume.handler(({ input }) => now().change(input.id, { state: 'training' })),
      stop: os.training.stop.handler(({ input }) => now().change(input.id, { state: 'stopped', secondsLeft: null })),
      remove: os.training.remove.handler(({ input }) => {
        now().set({ all: now().all.filter(({ id }) => id !== input.id) })
        return {}
      }),
      log: os.training.log.handler(() => ({ lines: ['Loading weights', '{"loss": 0.71}', 'Saving checkpoint'] })),
    },
    adapters: {
      follow: os.adapters.follow.handler(({ signal }) => stream(signal, (left) => following(() => now().adapters, left))),
      list: os.adapters.list.handler(() => ({ adapters: now().adapters })),
      get: os.adapters.get.handler(({ input }) => now().adapter(input.model)),
      check: os.adapters.check.handler(async function* ({ input }) {
        const adapter = { ...now().adapter(input.model), preflight: trainedAdapter.preflight }
        yield { done: 4, total: 10, adapter: null }
        now().set({ adapters: now().adapters.map((one) => (one.model === input.model ? adapter : one)) })
        yield { done: 10, total: 10, adapter }
      }),
      routes: os.adapters.routes.handler(() => ({
        routes: [
          { route: 'live' as const, possible: true, size: 0 },
          { route: 'merged' as const, possible: true, size: 3_400_000_000 },
          { route: 'adapter' as const, possible: false, size: 48_000_000 },
        ],
      })),
      deploy: os.adapters.deploy.handler(async function* ({ input }) {
        const known = now().adapter(input.model)
        const adapter = { ...known, deployments: [...known.deployments, { route: input.route, model: input.name, at: known.addedAt }] }
        yield { stage: 'upload' as const, done: 1_700_000_000, total: 3_400_000_000, adapter: null }
        now().set({ adapters: now().adapters.map((one) => (one.model === input.model ? adapter : one)) })
        yield { stage: 'done' as const, done: 1, total: 1, adapter }
      }),
      remove: os.adapters.remove.handler(({ input: { model, deployment } }) => {
        const { deployments } = now().adapter(model)
        const kept = deployment === undefined ? [] : [{ ...now().adapter(model), deployments: deployments.filter((one) => one.model !== deployment) }]
        now().set({ adapters: now().adapters.flatMap((one) => (one.model === model ? kept : [one])) })
        return {}
      }),
    },
  }
}
