/** Does the work for one after the other, and lets everybody else have a turn now and then. */
import { turn } from '../ports/clock.ts'

const stride = 20

export async function inTurns<T, Result>(all: readonly T[], work: (one: T) => Result | Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const [at, one] of all.entries()) {
    results.push(await work(one))
    if (at % stride === stride - 1) await turn()
  }
  return results
}
