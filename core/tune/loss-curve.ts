/** The curves of a training: what it was told, point by point, thinned so that hours of it still fit a plot. */
import type { LossPoint } from '../types/training.ts'

/** Points that are kept of each curve. */
const most = 400

/** In the order of the steps; a point of the same step is joined. Steps after it, of a start that a crash cut off, are dropped. */
export function withLoss(losses: readonly LossPoint[], curve: 'train' | 'validation', step: number, loss: number | null): readonly LossPoint[] {
  const before = losses.filter((point) => point.step < step)
  const same = losses.find((point) => point.step === step) ?? { step, train: null, validation: null }
  return thinned([...before, { ...same, [curve]: loss }])
}

/** Validation is measured seldom and stays whole; of training every second point goes when there are too many. The last stays. */
function thinned(losses: readonly LossPoint[]): readonly LossPoint[] {
  const plain = losses.filter(({ validation }) => validation === null)
  if (plain.length <= most) return losses
  const dropped = new Set(plain.slice(0, -1).filter((_, at) => at % 2 === 1))
  return losses.filter((point) => !dropped.has(point))
}

/** On examples that it was not trained on; infinite where none was measured. */
export function lowestLoss({ losses }: { readonly losses: readonly LossPoint[] }): number {
  return Math.min(...losses.map(({ validation }) => validation ?? Number.POSITIVE_INFINITY))
}
