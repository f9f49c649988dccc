/** Refusals, right and wrong. Pure. */

export interface Asked {
  /** The passages hold an answer. */
  readonly answerable: boolean
  readonly refused: boolean
}

export interface Abstention {
  /** Of unanswerable questions: refused as they should be, and answered all the same. */
  readonly refusedRightly: number
  readonly answeredWrongly: number
  /** Of answerable ones: answered, rightly or not, and refused for no reason. */
  readonly answered: number
  readonly refusedWrongly: number
  /** Share of unanswerable questions that were refused; null without such questions. */
  readonly refusalsRight: number | null
  /** Share of answerable questions that were not refused; null without such questions. */
  readonly answersKept: number | null
}

export function abstention(asked: readonly Asked[]): Abstention {
  const count = (answerable: boolean, refused: boolean) => asked.filter((one) => one.answerable === answerable && one.refused === refused).length
  const [refusedRightly, answeredWrongly] = [count(false, true), count(false, false)]
  const [answered, refusedWrongly] = [count(true, false), count(true, true)]
  return {
    refusedRightly,
    answeredWrongly,
    answered,
    refusedWrongly,
    refusalsRight: share(refusedRightly, refusedRightly + answeredWrongly),
    answersKept: share(answered, answered + refusedWrongly),
  }
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
