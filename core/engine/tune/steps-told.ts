/** Work that tells how far it is, as a stream: what it tells while it goes, then its result. */

/** A slow reader misses what lies between. Leaving the stream is the caller's signal to stop the work. */
export async function* stepsTold<Told, Result>(work: (tell: (told: Told) => void) => Promise<Result>): AsyncGenerator<Told, Result> {
  const inbox: { latest?: { readonly told: Told } | undefined } = {}
  let wake = (): void => undefined
  let ended = false
  const result = work((told) => {
    inbox.latest = { told }
    wake()
  }).finally(() => {
    ended = true
    wake()
  })
  // told to whoever waits for the result: until then nobody listens
  result.catch(() => undefined)
  for (;;) {
    const next = inbox.latest
    inbox.latest = undefined
    if (next !== undefined) yield next.told
    else if (ended) return await result
    else
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
}
