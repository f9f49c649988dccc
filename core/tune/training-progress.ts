/** What a trainer's event changes of its training. */
import type { TrainerEvent } from '../ports/trainer.ts'
import type { Training } from '../types/training.ts'
import { withLoss } from './loss-curve.ts'

/** What a training goes on from, each time that it is started. */
export interface Start {
  /** Seconds of earlier starts. */
  readonly before: number
  /** The first step told of since; null before it. A training that goes on begins at its last checkpoint, which may be behind what it told of. */
  readonly first: { readonly step: number; readonly seconds: number } | null
}

export function afterEvent(training: Training, event: TrainerEvent, { before, first }: Start): Partial<Training> {
  switch (event.type) {
    case 'start':
      return { state: 'training', steps: event.steps, examples: event.examples, tooLong: event.tooLong, device: event.device }
    case 'step':
      return {
        step: event.step,
        losses: withLoss(training.losses, 'train', event.step, event.loss),
        seconds: before + event.seconds,
        secondsLeft: left(training.steps, event, first),
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

/** From the pace of this start alone, behind its first step: another may have run on a busier computer, and before the first the model is loaded. */
function left(steps: number, { step, seconds }: { readonly step: number; readonly seconds: number }, first: Start['first']): number | null {
  if (first === null || step <= first.step || seconds <= first.seconds) return null
  return Math.round(((seconds - first.seconds) / (step - first.step)) * Math.max(0, steps - step))
}

function largest(one: number | null, other: number | null): number | null {
  return one === null ? other : Math.max(one, other ?? 0)
}
