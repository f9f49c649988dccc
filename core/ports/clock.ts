/** Time, handed in so that tests can hold it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds from an arbitrary start, never going back. */
  elapsed(): number
}

/** Milliseconds that work without a pause may take: nobody waits noticeably longer. */
const atOnce = 12

/** A pause that work calls as often as it likes: others get their turn once enough time has gone by. */
export function pausesBy({ elapsed }: Pick<Clock, 'elapsed'>): () => Promise<void> {
  let since = elapsed()
  return async () => {
    if (elapsed() - since < atOnce) return
    await turn()
    since = elapsed()
  }
}

/** Gives everything else its turn: called in the midst of long work that never waits. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve)
  })
}
