/** What must not overlap runs one after the other, in the order asked. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return async (work) => {
    const mine = last.then(work, work)
    // a failure is its caller's; the next in turn starts all the same
    last = mine.catch(() => null)
    return await mine
  }
}
