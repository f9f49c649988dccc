/** What a training tells of itself, event by event, over every start that it takes. */
import { expect, test } from 'vitest'
import type { TrainerEvent } from '../../../core/ports/trainer.ts'
import { afterEvent } from '../../../core/tune/training-progress.ts'
import { defaultTrainingSettings, type LossPoint, type Training } from '../../../core/types/training.ts'

const train = (step: number, loss = 1): LossPoint => ({ step, train: loss, validation: null })

const training: Training = {
  id: '1',
  name: 'a',
  versionId: '1',
  base: { kind: 'model', name: 'gguf:a' },
  settings: defaultTrainingSettings,
  sweepId: null,
  state: 'training',
  step: 10,
  steps: 100,
  examples: 50,
  tooLong: 0,
  losses: [train(8), train(10)],
  seconds: 0,
  secondsLeft: null,
  memory: 500,
  device: 'cpu',
  bestStep: null,
  best: true,
  adapter: null,
  createdAt: 1,
  endedAt: null,
}

test.each<[string, TrainerEvent, Partial<Training>]>([
  [
    'its beginning',
    { type: 'start', steps: 90, examples: 40, tooLong: 3, parameters: 5, device: 'cuda' },
    { state: 'training', steps: 90, examples: 40, tooLong: 3, device: 'cuda' },
  ],
  [
    'a step: time counts on, and what is left goes by this start',
    { type: 'step', step: 20, loss: 0.5, seconds: 40, memory: 400 },
    { step: 20, seconds: 1_040, secondsLeft: 320, memory: 500 },
  ],
  ['more memory', { type: 'step', step: 20, loss: 0.5, seconds: 40, memory: 600 }, { memory: 600 }],
  ['a look at what it was not trained on', { type: 'evaluation', step: 10, loss: 0.7 }, { losses: [train(8), { step: 10, train: 1, validation: 0.7 }] }],
  ['a pause', { type: 'paused', step: 20, seconds: 40 }, { state: 'paused', step: 20, seconds: 1_040, secondsLeft: null }],
  [
    'its end',
    { type: 'done', step: 90, bestStep: 60, validationLoss: 0.4, seconds: 40, memory: 700, folder: '/r' },
    { step: 90, bestStep: 60, seconds: 1_040, secondsLeft: null, memory: 700 },
  ],
])('%s', (_, event, changes) => expect(afterEvent(training, event, { before: 1_000, first: { step: 11, seconds: 4 } })).toMatchObject(changes))
