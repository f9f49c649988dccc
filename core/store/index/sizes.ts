/** From how many rows on an index pays (measured: flat search of 10,000 vectors takes 5 ms, of 100,000 55 ms). */
export const vectorIndexFrom = 20_000
/** Look-ups by document, id and hash. */
export const scalarFrom = 20_000
