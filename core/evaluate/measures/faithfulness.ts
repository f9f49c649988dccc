/** How much of an answer its passages bear out. Pure. */

/** Mean over its statements, each borne out (true) or not, as RAGAS defines it; null where it states nothing (RAGAS: NaN). */
export function faithfulness(statements: readonly boolean[]): number | null {
  return statements.length === 0 ? null : statements.filter(Boolean).length / statements.length
}
