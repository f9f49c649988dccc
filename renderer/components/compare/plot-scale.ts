/** Where values stand on a strip: plain numbers, as per cent of its width. */
import type { Estimate } from '../../../core/types/experiment.ts'

export interface Scale {
  readonly least: number
  readonly most: number
  /** Ascending. */
  readonly ticks: readonly number[]
}

/** Of measures: always the whole way from 0 to 1, so that a small difference looks small. */
export const shareScale: Scale = { least: 0, most: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }

/** Of differences: as far to both sides of 0, in whole tenths, and far enough for every interval. */
export function differenceScale(differences: readonly Pick<Estimate, 'low' | 'high'>[]): Scale {
  const furthest = Math.max(0, ...differences.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]))
  const most = Math.min(1, Math.max(1, Math.ceil(furthest * 10 - 1e-9)) / 10)
  return { least: -most, most, ticks: [-most, -most / 2, 0, most / 2, most] }
}

/** From 0 to 100; what lies beyond the scale stands at its end. */
export function placeOn({ least, most }: Scale, value: number): number {
  return Math.min(100, Math.max(0, ((value - least) / (most - least)) * 100))
}
