/** From the model's state for every token to one vector of length 1. */

/** Mean over the tokens of one text without padding, then L2 norm; written to `vectors` from `at` on. */
export function poolMean(state: Float32Array, dimensions: number, vectors: Float32Array, at: number): void {
  const vector = vectors.subarray(at, at + dimensions).fill(0)
  for (let token = 0; token < state.length; token += dimensions) {
    for (let i = 0; i < dimensions; i++) vector[i] = (vector[i] ?? 0) + (state[token + i] ?? 0)
  }
  // the norm takes the mean's divisor with it
  let squares = 0
  for (const value of vector) squares += value * value
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares)
  for (let i = 0; i < dimensions; i++) vector[i] = (vector[i] ?? 0) * scale
}
