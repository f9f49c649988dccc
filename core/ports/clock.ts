/** Time, handed in so that tests can hold it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds from an arbitrary start, never going back. */
  elapsed(): number
}

/** Gives everything else its turn: called in the midst of long work that never waits. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve)
  })
}
