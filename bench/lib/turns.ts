/** Measurements taken in turns, each with the machine's load just before it. */
import { type Load, measureLoad } from './machine.ts'
import { median } from './runs.ts'

export interface Rated {
  readonly passagesPerSecond: number
}

export interface Turn<Measured> {
  readonly round: number
  readonly side: string
  readonly load: Load
  readonly measured: Measured
}

export interface Turns<Measured extends Rated> {
  readonly all: readonly Turn<Measured>[]
  /** Waits a second for the load, measures, prints a line. */
  take(round: number, side: string, measure: () => Measured | Promise<Measured>): Promise<Measured>
  /** Every side once per round; odd rounds in this order, even ones in reverse. */
  rounds(count: number, sides: readonly (readonly [side: string, measure: () => Measured | Promise<Measured>])[]): Promise<void>
  /** Of the rounds from 1 on; round 0 warms up. */
  rates(side: string): readonly number[]
  /** Median rate of one side over that of the other. */
  ratio(side: string, to: string): number
}

export function createTurns<Measured extends Rated>(): Turns<Measured> {
  const all: Turn<Measured>[] = []
  const turns: Turns<Measured> = {
    all,
    async take(round, side, measure) {
      const load = await measureLoad()
      const measured = await measure()
      all.push({ round, side, load, measured })
      const rate = measured.passagesPerSecond.toFixed(1).padStart(6)
      console.log(`round ${round}  ${side.padEnd(20)} ${rate} passages/s  others busy ${(load.othersBusy * 100).toFixed(0)} %`)
      return measured
    },
    async rounds(count, sides) {
      for (let round = 1; round <= count; round++) {
        for (const [side, measure] of round % 2 === 1 ? sides : [...sides].reverse()) await turns.take(round, side, measure)
      }
    },
    rates: (side) => all.filter((turn) => turn.side === side && turn.round > 0).map((turn) => turn.measured.passagesPerSecond),
    ratio: (side, to) => median(turns.rates(side)) / median(turns.rates(to)),
  }
  return turns
}
