/** Runs that work at the same time are shown as one, and nothing is counted twice or forgotten. */
import { expect, test } from 'vitest'
import type { RunReport, RunSnapshot } from '../../core/types/library.ts'
import { joinedReports, joinedRuns } from '../../renderer/state/joined-runs.ts'

const counts = { scanned: 4, pending: 1, indexed: 2, unchanged: 0, empty: 0, skipped: 0, failed: 1, offline: 0 }
const run = (changes: Partial<RunSnapshot>): RunSnapshot => ({
  runId: 'one',
  state: 'working',
  stages: { found: 4, read: 3, searchable: 3, embedded: 2 },
  counts,
  passages: { found: 40, embedded: 10 },
  passagesPerSecond: 5,
  secondsLeft: 6,
  startedAt: 1_000,
  ...changes,
})

test('one run is shown as it is, and none as none', () => {
  const only = run({})
  expect(joinedRuns([only])).toBe(only)
  expect(joinedRuns([])).toBeNull()
})

test('counts and rates add up; the time left is that of the longest', () => {
  const joined = joinedRuns([run({}), run({ runId: 'two', secondsLeft: 60, startedAt: 500 })])
  expect(joined).toMatchObject({
    stages: { found: 8, embedded: 4 },
    passages: { found: 80, embedded: 20 },
    passagesPerSecond: 10,
    secondsLeft: 60,
    startedAt: 500,
  })
  expect(joined?.counts.indexed).toBe(4)
})

test('no time left is promised while it is unknown of one of them', () => {
  expect(joinedRuns([run({}), run({ runId: 'two', state: 'scanning', secondsLeft: null })])?.secondsLeft).toBeNull()
})

test('what has been paused is paused as a whole, and one that works makes the whole work', () => {
  expect(joinedRuns([run({ state: 'paused' }), run({ state: 'paused' })])?.state).toBe('paused')
  expect(joinedRuns([run({ state: 'scanning' }), run({})])?.state).toBe('working')
})

test('what ended together is reported together, stopped where a part of it was', () => {
  const report: RunReport = { runId: 'one', counts, passages: 7, removed: 1, ms: 900, stopped: false }
  expect(joinedReports([report, { ...report, runId: 'two', ms: 2_000, stopped: true }])).toMatchObject({ passages: 14, removed: 2, ms: 2_000, stopped: true })
  expect(joinedReports([])).toBeNull()
})
