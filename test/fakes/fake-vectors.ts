/** Repeatable vectors of length 1 made from words: texts that share words lie near each other. For the plumbing only. */
export const fakeDimensions = 32

export function fakeVector(text: string, dimensions = fakeDimensions): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['']) {
    let hash = 2_166_136_261
    for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 16_777_619) >>> 0
    for (let k = 0; k < 4; k++) {
      const slot = (hash >>> (k * 8)) % dimensions
      vector[slot] = (vector[slot] ?? 0) + ((hash >>> (k + 3)) & 1 ? 1 : -1)
    }
  }
  const length = Math.hypot(...vector)
  if (length === 0) vector[0] = 1
  return length === 0 ? vector : vector.map((value) => value / length)
}
