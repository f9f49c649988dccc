/** What a trainer's event changes of its training. */
import type { TrainerEvent } from '../ports/trainer.ts'
import type { Training } from '../types/training.ts'
import { withLoss } from './loss-curve.ts'

/** `before`: seconds of earlier starts. */
export function afterEvent(training: Training, event: TrainerEvent, before: number): Partial<Training> {
  switch (event.type) {
    case 'start':
      return { state: 'training', steps: event.steps, examples: event.examples, tooLong: event.tooLong, device: event.device }
    case 'step':
      return {
        step: event.step,
        losses: withLoss(training.losses, 'train', event.step, event.loss),
        seconds: before + event.seconds,
        secondsLeft: left(training, event.step, event.seconds),
        memory: largest(training.memory, event.memory),
      }
    case 'evaluation':
      return { losses: withLoss(training.losses, 'validation', event.step, event.loss) }
    case 'paused':
      return { state: 'paused', step: event.step, seconds: before + event.seconds, secondsLeft: null }
    case 'done':
      return { step: event.step, bestStep: event.bestStep, seconds: before + event.seconds, secondsLeft: null, memory: largest(training.memory, event.memory) }
    case 'checkpoint':
    case 'line':
      return {}
  }
}

/** From the pace of this start alone: another may have run on a busier computer. */
function left({ steps, losses }: Training, step: number, seconds: number): number | null {
  const first = losses[0]?.step ?? step
  return step > first && seconds > 0 ? Math.round((seconds / step) * Math.max(0, steps - step)) : null
}

function largest(one: number | null, other: number | null): number | null {
  return one === null ? other : Math.max(one, other ?? 0)
}
