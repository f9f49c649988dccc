/** What a training is trained with, and how far it is, in words. */
import type { Training, TrainingDevice } from '../../../core/types/training.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { formatBytes, formatDuration, formatRate, joined } from '../format.ts'

const devices: Readonly<Record<TrainingDevice, WordsKey>> = { cpu: 'tune.on-cpu', cuda: 'tune.on-cuda', mlx: 'tune.on-mlx' }

export function deviceWords(device: TrainingDevice): string {
  return say(devices[device])
}

export function settingsWords({ settings: { rank, learningRate, epochs, shuffled }, best, sweepId }: Training): string {
  return joined([
    say('tune.facts', { rank, rate: formatRate(learningRate), epochs }),
    ...(shuffled ? [say('tune.is-control')] : []),
    ...(sweepId !== null && best ? [say('tune.is-best')] : []),
  ])
}

/** True counts and the time left, as far as they are known; at the end what it took. */
export function progressWords({ state, step, steps, secondsLeft, seconds, memory }: Training): string {
  const under = state === 'training' || state === 'paused' || state === 'failed'
  if (!under) {
    if (seconds === 0) return ''
    const time = formatDuration(seconds)
    return memory === null ? say('tune.took-time', { time }) : say('tune.took', { time, size: formatBytes(memory) })
  }
  const left = secondsLeft === null ? [] : [say('library.run-left', { time: formatDuration(secondsLeft) })]
  return joined([say('tune.steps', { step, steps }), ...left])
}
