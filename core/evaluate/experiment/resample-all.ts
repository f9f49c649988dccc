/** Resamples many scores at once: those over as many questions share their draws, which depend on seed and number alone. */
import { type Resampled, type Resampling, resample, type Scorer } from '../statistics/bootstrap.ts'

export interface Scored {
  /** Questions that it is taken over. */
  readonly n: number
  readonly scorer: Scorer
}

/** In the order given. */
export async function resampleAll(all: readonly Scored[], resampling: Resampling): Promise<readonly Resampled[]> {
  const found = new Map<Scored, Resampled>()
  for (const n of new Set(all.map((one) => one.n))) {
    const alike = all.filter((one) => one.n === n)
    const resampled = await resample(
      n,
      alike.map(({ scorer }) => scorer),
      resampling,
    )
    for (const [at, one] of alike.entries()) if (resampled[at]) found.set(one, resampled[at])
  }
  return all.flatMap((one) => found.get(one) ?? [])
}
