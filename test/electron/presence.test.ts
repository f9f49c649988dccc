/** What main makes of news, of a window's place, and of a few lines drawn as an icon. */
import { expect, test } from 'vitest'
import type { RunSnapshot } from '../../core/types/library.ts'
import { createDownloads, createWork } from '../../electron/news.ts'
import { trayIcon } from '../../electron/tray-icon.ts'
import { fitting } from '../../electron/window-place.ts'

const counts = { scanned: 1, pending: 0, indexed: 1, unchanged: 0, empty: 0, skipped: 0, failed: 0, offline: 0 }
const run = (runId: string, state: RunSnapshot['state']) =>
  ({
    type: 'snapshot',
    run: {
      runId,
      state,
      stages: { found: 1, read: 0, searchable: 0, embedded: 0 },
      counts,
      passages: { found: 0, embedded: 0 },
      passagesPerSecond: 0,
      secondsLeft: null,
      startedAt: 0,
    },
  }) as const
const done = (runId: string, stopped: boolean) => ({ type: 'done', report: { runId, counts, passages: 1, removed: 0, ms: 40_000, stopped } }) as const

test('several runs are one work: it rests when any was paused, and is over with the last; one that was stopped is not told', () => {
  const work = createWork()
  expect(work.take(run('a', 'scanning'))).toEqual([{ type: 'work', state: 'working' }])
  expect(work.take(run('b', 'working'))).toEqual([])
  expect(work.take(run('b', 'paused'))).toEqual([{ type: 'work', state: 'paused' }])
  expect(work.take(done('b', true))).toEqual([{ type: 'work', state: 'working' }])
  expect(work.take(done('a', false))).toEqual([
    { type: 'ended', files: 1, failed: 0, seconds: 40 },
    { type: 'work', state: 'none' },
  ])
})

test('a download is told once, when it ended well, with the time it was seen to take', () => {
  let now = 0
  const downloads = createDownloads(() => now)
  const pull = (state: 'working' | 'done' | 'failed', id = 'p') =>
    ({ id, model: 'tiny', state, stage: 'download', completed: 0, total: 1, bytesPerSecond: null }) as const
  expect(downloads.take([pull('working'), pull('done', 'before'), pull('working', 'q')])).toEqual([])
  now = 45_000
  expect(downloads.take([pull('done'), pull('failed', 'q')])).toEqual([{ type: 'downloaded', model: 'tiny', seconds: 45 }])
  expect(downloads.take([pull('done')])).toEqual([])
})

test('a place is taken up where a screen shows its upper edge, no larger than that screen', () => {
  const screens = [
    { x: 0, y: 0, width: 1_920, height: 1_040 },
    { x: 1_920, y: 0, width: 1_280, height: 700 },
  ]
  const place = { x: 100, y: 50, width: 900, height: 700, maximized: false }
  expect(fitting(place, screens)).toEqual(place)
  expect(fitting({ ...place, x: 2_000, height: 2_000 }, screens)).toEqual({ ...place, x: 2_000, height: 700 })
  expect(fitting({ ...place, x: 5_000 }, screens)).toBeNull()
  expect(fitting({ ...place, y: -200 }, screens)).toBeNull()
  expect(fitting({ ...place, x: -850 }, screens)).toBeNull()
})

test('the icon is the mark: its arch is drawn, its corners are clear, and alone it has no tile', () => {
  const size = 32
  const alpha = (pixels: Buffer, x: number, y: number) => pixels[(y * size + x) * 4 + 3] ?? -1
  const tiled = trayIcon(size, false)
  const alone = trayIcon(size, true)
  expect([tiled.length, alone.length]).toEqual([size * size * 4, size * size * 4])
  expect(alpha(tiled, 0, 0)).toBe(0)
  expect(alpha(tiled, 4, 16)).toBe(255)
  expect(alpha(alone, 4, 16)).toBe(0)
  for (const [x, y] of [
    [9, 20],
    [16, 7],
    [16, 19],
  ] as const)
    expect(alpha(alone, x, y), `${x}, ${y}`).toBeGreaterThan(200)
})
