/** The comparison of a scan with the store. */
import { describe, expect, test } from 'vitest'
import { diff } from '../../../core/library/diff.ts'
import type { FileStamp, Walked } from '../../../core/ports/file-source.ts'
import type { FileRecord } from '../../../core/ports/stores.ts'

const stamp = (inode: string, size = 10, modifiedMs = 1): FileStamp => ({ size, modifiedMs, changedMs: 1, inode })
const record = (path: string, changes: Partial<FileRecord> = {}): FileRecord => ({
  id: path,
  sourceId: 's',
  path,
  name: path.split('/').at(-1) ?? '',
  stamp: stamp(path),
  format: 'text',
  contentHash: 'h',
  documentId: 'd',
  outcome: {
    kind: 'indexed',
    passages: 1,
  },
  crashes: 0,
  ...changes,
})
const walked = (path: string, of: FileStamp = stamp(path)): Walked => ({ kind: 'file', path, name: path.split('/').at(-1) ?? '', stamp: of })
const limits = { maxBytes: 1_000 }
const summary = (plan: ReturnType<typeof diff>) => ({
  read: plan.read.map(({ walked }) => walked.path),
  unchanged: plan.unchanged.map(({ record, outcome }) => [record.path, outcome.kind]),
  moved: plan.moved.map(({ record, walked }) => [record.path, walked.path]),
  settled: plan.settled.map(({ walked, outcome }) => [walked.path, outcome.kind]),
  gone: plan.gone.map(({ path }) => path),
  hidden: plan.hidden.map(({ path }) => path),
})
const nothing = { read: [], unchanged: [], moved: [], settled: [], gone: [], hidden: [] }

describe('one file', () => {
  test('new, unchanged, changed and gone', () => {
    const plan = diff(
      [record('/a.txt'), record('/b.txt'), record('/c.txt')],
      [walked('/a.txt'), walked('/b.txt', stamp('/b.txt', 11)), walked('/d.txt')],
      limits,
    )
    expect(summary(plan)).toEqual({ ...nothing, read: ['/b.txt', '/d.txt'], unchanged: [['/a.txt', 'unchanged']], gone: ['/c.txt'] })
  })

  test('any part of the stamp tells a change', () => {
    for (const change of [{ size: 9 }, { modifiedMs: 2 }, { changedMs: 2 }, { inode: 'x' }])
      expect(summary(diff([record('/a.txt')], [walked('/a.txt', { ...stamp('/a.txt'), ...change })], limits)).read).toEqual(['/a.txt'])
  })

  test('one that waits is read; empty, broken and binary ones keep their outcome, and so does one that ended two parsers', () => {
    const records = [
      record('/waits.txt', { outcome: null }),
      record('/empty.txt', { outcome: { kind: 'empty', reason: 'no-text' } }),
      record('/broken.txt', { outcome: { kind: 'failed', code: 'file-broken' } }),
      record('/crash.txt', { outcome: { kind: 'failed', code: 'parser-crashed' }, crashes: 1 }),
      record('/crashes.txt', { outcome: { kind: 'failed', code: 'parser-timeout' }, crashes: 2 }),
      record('/model.txt', { outcome: { kind: 'failed', code: 'model-stopped' } }),
      record('/shut.txt', { outcome: { kind: 'failed', code: 'file-unreadable' } }),
      record('/binary.txt', { outcome: { kind: 'skipped', reason: 'binary' } }),
    ]
    const plan = summary(
      diff(
        records,
        records.map(({ path }) => walked(path)),
        limits,
      ),
    )
    expect(plan.read).toEqual(['/waits.txt', '/crash.txt', '/model.txt', '/shut.txt'])
    expect(plan.unchanged).toEqual([
      ['/empty.txt', 'empty'],
      ['/broken.txt', 'failed'],
      ['/crashes.txt', 'failed'],
      ['/binary.txt', 'skipped'],
    ])
  })

  test('the limit on size is looked at anew each time', () => {
    const big = record('/big.txt', { stamp: stamp('/big.txt', 2_000), outcome: { kind: 'skipped', reason: 'too-large' } })
    expect(summary(diff([big], [walked('/big.txt', big.stamp)], limits)).unchanged).toEqual([['/big.txt', 'skipped']])
    expect(summary(diff([big], [walked('/big.txt', big.stamp)], { maxBytes: 5_000 })).read).toEqual(['/big.txt'])
    expect(summary(diff([{ ...big, outcome: { kind: 'indexed', passages: 1 } }], [walked('/big.txt', big.stamp)], limits)).settled).toEqual([
      ['/big.txt', 'skipped'],
    ])
  })
})

test('a renamed file is moved, not read; another format, or another file in its place, is read', () => {
  const before = record('/old.txt', { stamp: stamp('7') })
  expect(summary(diff([before], [walked('/sub/new.txt', { ...stamp('7'), changedMs: 99 })], limits))).toEqual({
    ...nothing,
    moved: [['/old.txt', '/sub/new.txt']],
  })
  expect(summary(diff([before], [walked('/new.md', stamp('7'))], limits))).toEqual({ ...nothing, read: ['/new.md'], gone: ['/old.txt'] })
  expect(summary(diff([before], [walked('/new.txt', stamp('8'))], limits))).toEqual({ ...nothing, read: ['/new.txt'], gone: ['/old.txt'] })
})

test('two hard links to one file: one is the moved file, the other is read', () => {
  const plan = summary(diff([record('/old.txt', { stamp: stamp('7') })], [walked('/a.txt', stamp('7')), walked('/b.txt', stamp('7'))], limits))
  expect(plan).toEqual({ ...nothing, moved: [['/old.txt', '/a.txt']], read: ['/b.txt'] })
})

test('what lies below a folder that cannot be read now is not gone', () => {
  const shut: Walked = { kind: 'failed', path: '/shut', name: 'shut', code: 'file-unreadable' }
  const plan = summary(diff([record('/shut/a.txt'), record('/shut-not/b.txt')], [shut], limits))
  expect(plan).toEqual({ ...nothing, hidden: ['/shut/a.txt'], gone: ['/shut-not/b.txt'], settled: [['/shut', 'failed']] })
})

test('ten thousand files are compared in a blink', () => {
  const records = Array.from({ length: 10_000 }, (_, at) => record(`/${at}.txt`))
  const found = records.map(({ path }) => walked(path))
  const started = performance.now()
  expect(diff(records, found, limits).unchanged.length).toBe(10_000)
  expect(performance.now() - started).toBeLessThan(500)
})
