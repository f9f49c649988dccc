/** Times the steps of one line, for its receipt. Names only what ran. */
import type { Clock } from '../ports/clock.ts'

export interface StepTimer {
  /** For a step that is not one call; the function given back ends it. */
  begin(name: string): () => void
  run<T>(name: string, work: () => T | Promise<T>): Promise<T>
  /** In order of their ends. */
  readonly steps: readonly { readonly name: string; readonly ms: number }[]
  /** Milliseconds since the line began. */
  elapsed(): number
}

export function startTimer(clock: Clock): StepTimer {
  const began = clock.elapsed()
  const steps: { name: string; ms: number }[] = []
  function begin(name: string): () => void {
    const start = clock.elapsed()
    return () => {
      steps.push({ name, ms: clock.elapsed() - start })
    }
  }
  return {
    steps,
    elapsed: () => clock.elapsed() - began,
    begin,
    async run(name, work) {
      const end = begin(name)
      const result = await work()
      end()
      return result
    },
  }
}
