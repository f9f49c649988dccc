/** Several runs can be under way at once; people see one: what all of them have done together. Pure. */
import type { RunReport, RunSnapshot } from '../../core/types/library.ts'
import type { OutcomeCounts } from '../../core/types/outcome.ts'

const sumOf = <T>(all: readonly T[], value: (one: T) => number): number => all.reduce((sum, one) => sum + value(one), 0)

function countsOf(all: readonly { readonly counts: OutcomeCounts }[]): OutcomeCounts {
  const sum = (kind: keyof OutcomeCounts) => sumOf(all, ({ counts }) => counts[kind])
  return {
    scanned: sum('scanned'),
    pending: sum('pending'),
    indexed: sum('indexed'),
    unchanged: sum('unchanged'),
    empty: sum('empty'),
    skipped: sum('skipped'),
    failed: sum('failed'),
    offline: sum('offline'),
  }
}

/** Null where there is none. Time left is known once it is known of each that is being read. */
export function joinedRuns(runs: readonly RunSnapshot[]): RunSnapshot | null {
  const [first] = runs
  if (!first || runs.length === 1) return first ?? null
  const states = runs.map(({ state }) => state)
  const lefts = runs.map(({ secondsLeft }) => secondsLeft)
  return {
    runId: first.runId,
    state: states.includes('paused') ? 'paused' : states.includes('working') ? 'working' : 'scanning',
    stages: {
      found: sumOf(runs, ({ stages }) => stages.found),
      read: sumOf(runs, ({ stages }) => stages.read),
      searchable: sumOf(runs, ({ stages }) => stages.searchable),
      embedded: sumOf(runs, ({ stages }) => stages.embedded),
    },
    counts: countsOf(runs),
    passages: { found: sumOf(runs, ({ passages }) => passages.found), embedded: sumOf(runs, ({ passages }) => passages.embedded) },
    passagesPerSecond: sumOf(runs, ({ passagesPerSecond }) => passagesPerSecond),
    secondsLeft: lefts.every((left) => left !== null) ? Math.max(...lefts) : null,
    startedAt: Math.min(...runs.map(({ startedAt }) => startedAt)),
  }
}

/** What ended together is told together. */
export function joinedReports(reports: readonly RunReport[]): RunReport | null {
  const [first] = reports
  if (!first || reports.length === 1) return first ?? null
  return {
    runId: first.runId,
    counts: countsOf(reports),
    passages: sumOf(reports, ({ passages }) => passages),
    removed: sumOf(reports, ({ removed }) => removed),
    ms: Math.max(...reports.map(({ ms }) => ms)),
    stopped: reports.some(({ stopped }) => stopped),
  }
}
