/** Times the steps of one line, for its receipt. Names only what ran. */
import type { Clock } from '../ports/clock.ts'

export interface StepTimer {
  run<T>(name: string, work: () => T | Promise<T>): Promise<T>
  /** In order of their ends. */
  readonly steps: readonly { readonly name: string; readonly ms: number }[]
  /** Milliseconds since the line began. */
  elapsed(): number
}

export function startTimer(clock: Clock): StepTimer {
  const began = clock.elapsed()
  const steps: { name: string; ms: number }[] = []
  return {
    steps,
    elapsed: () => clock.elapsed() - began,
    async run(name, work) {
      const start = clock.elapsed()
      const result = await work()
      steps.push({ name, ms: clock.elapsed() - start })
      return result
    },
  }
}
