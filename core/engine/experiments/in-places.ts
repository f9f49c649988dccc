/** Reads an experiment's questions or answers some at a time: thousands with their passages take a while, and others get their turn meanwhile. */
import { type Clock, pausesBy } from '../../ports/clock.ts'
import type { Places, StoredExperiment } from '../../ports/experiments-store.ts'

/** Questions read at once. */
export const placesAtOnce = 100

export async function inPlaces<One>(
  { id, questions }: Pick<StoredExperiment, 'id' | 'questions'>,
  read: (id: string, at: Places) => readonly One[],
  clock: Clock,
): Promise<readonly One[]> {
  const pause = pausesBy(clock)
  const whole: One[] = []
  for (let start = 0; start < questions; start += placesAtOnce) {
    whole.push(...read(id, { start, end: start + placesAtOnce }))
    await pause()
  }
  return whole
}
