/** How far a text is from what it should be. */

/** Edits (Levenshtein's) for each character that was expected. */
export function characterError(expected: string, got: string): number {
  let before = Array.from({ length: got.length + 1 }, (_, at) => at)
  for (let row = 1; row <= expected.length; row += 1) {
    const line = [row]
    for (let at = 1; at <= got.length; at += 1) {
      const same = expected[row - 1] === got[at - 1] ? 0 : 1
      line.push(Math.min((before[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1, (before[at - 1] ?? 0) + same))
    }
    before = line
  }
  return (before.at(-1) ?? 0) / expected.length
}
