/** Runs of neighbouring tokens that texts share, counted. Runs are numbered, not spelled out: thousands of answers are counted in a second. Pure. */

const unknown = -1

/** How many runs of 1, 2, … `longest` tokens stand in both, each as often as in the one of `references` that has it most often. */
export function sharedRuns(said: readonly string[], references: readonly (readonly string[])[], longest: number): readonly number[] {
  const names = new Map<string, number>()
  const wanted = references.map((reference) => rowOf(reference, (token) => numbered(names, token)))
  const own = rowOf(said, (token) => names.get(token) ?? unknown)
  return Array.from({ length: longest }, (_, by) => {
    const runs = new Map<number, number>()
    const left: number[] = []
    for (const row of wanted) {
      const times: number[] = []
      for (const run of lengthened(row, by, names.size, (key) => numbered(runs, key))) {
        const count = (times[run] ?? 0) + 1
        times[run] = count
        left[run] = Math.max(left[run] ?? 0, count)
      }
    }
    return taken(
      lengthened(own, by, names.size, (key) => runs.get(key) ?? unknown),
      left,
    )
  })
}

interface Row {
  readonly tokens: Int32Array
  /** By place: the run that begins there, as long as it is so far. */
  readonly runs: Int32Array
}

function rowOf(tokens: readonly string[], numberOf: (token: string) => number): Row {
  return { tokens: Int32Array.from(tokens, numberOf), runs: new Int32Array(tokens.length) }
}

/** Every run with the token that stands `by` behind its beginning, by a number for the two. One that no reference has is unknown, however it goes on. */
function lengthened({ tokens, runs }: Row, by: number, kinds: number, numberOf: (key: number) => number): Int32Array {
  const whole = Math.max(0, tokens.length - by)
  for (let at = 0; at < whole; at++) {
    const run = runs[at] ?? unknown
    const next = tokens[at + by] ?? unknown
    runs[at] = run === unknown || next === unknown ? unknown : numberOf(run * kinds + next)
  }
  return runs.subarray(0, whole)
}

function numbered<Key>(numbers: Map<Key, number>, key: Key): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}

/** `left`: how often each may still be taken; used up. */
function taken(runs: Int32Array, left: number[]): number {
  let count = 0
  for (const run of runs) {
    const more = run === unknown ? 0 : (left[run] ?? 0)
    if (more === 0) continue
    left[run] = more - 1
    count++
  }
  return count
}
