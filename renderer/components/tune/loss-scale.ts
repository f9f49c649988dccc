/** Where the points of loss curves stand: plain numbers, in per cent of the plot. Steps begin at 0; losses at 0 as well, so that a small change looks small. */
import type { LossPoint } from '../../../core/types/training.ts'

export interface LossScale {
  /** The last step and the highest loss that are drawn. */
  readonly steps: number
  readonly most: number
  /** Ascending. */
  readonly ticks: readonly number[]
}

export type Curve = 'train' | 'validation'

/** `steps`: how many there will be. */
export function lossScale(losses: readonly LossPoint[], steps: number): LossScale {
  const values = losses.flatMap(({ train, validation }) => [train, validation]).filter((value): value is number => value !== null && Number.isFinite(value))
  const highest = Math.max(0, ...values)
  const power = highest > 0 ? 10 ** Math.floor(Math.log10(highest)) : 1
  const unit = [0.25, 0.5, 1, 2.5].map((one) => one * power).find((one) => highest / one <= 4) ?? power * 2.5
  const count = Math.max(1, Math.ceil(highest / unit - 1e-9))
  const last = Math.max(1, steps, ...losses.map(({ step }) => step))
  return { steps: last, most: unit * count, ticks: Array.from({ length: count + 1 }, (_, at) => unit * at) }
}

export interface Point {
  /** Per cent from the left, and from above. */
  readonly x: number
  readonly y: number
}

export function pointsOf(losses: readonly LossPoint[], curve: Curve, { steps, most }: LossScale): readonly Point[] {
  return losses.flatMap((point) => {
    const value = point[curve]
    return value === null || !Number.isFinite(value) ? [] : [{ x: (point.step / steps) * 100, y: (1 - Math.min(1, value / most)) * 100 }]
  })
}

/** The rows of the table: every point that has a validation loss, and the last one. */
export function tableRows(losses: readonly LossPoint[]): readonly LossPoint[] {
  return losses.filter(({ validation }, at) => validation !== null || at === losses.length - 1)
}
