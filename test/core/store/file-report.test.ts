/** What was not read, added up: the counts and the lists that they stand for must say the same. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Stores } from '../../../core/ports/stores.ts'
import { openStores } from '../../../core/store/open-stores.ts'
import type { DocumentInfo } from '../../../core/types/document.ts'
import type { Outcome } from '../../../core/types/outcome.ts'

let folder = ''
let stores: Stores

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-report-'))
  stores = openStores(join(folder, 'alcove.db'))
})
afterEach(async () => {
  stores.close()
  await rm(folder, { recursive: true, force: true })
})

function put(sourceId: string, name: string, outcome: Outcome | null, documentId: string | null = null): void {
  const stamp = { size: 3, modifiedMs: 1, changedMs: 1, inode: '1' }
  stores.files.put({ sourceId, path: `/${sourceId}/${name}`, name, stamp, format: 'text', contentHash: 'h', documentId, outcome, crashes: 0 })
}

function document(id: string, info: DocumentInfo, hidden = 0): void {
  stores.passages.begin({ id, contentHash: id, format: 'pdf' })
  const drafts = Array.from({ length: hidden + 1 }, (_, ordinal) => ({
    ordinal,
    text: 'text',
    context: '',
    anchor: { kind: 'block', headings: [], block: ordinal + 1 } as const,
    tokens: 2,
    ...(ordinal < hidden ? { hidden: true as const } : {}),
  }))
  stores.passages.add(id, drafts)
  stores.passages.setState(id, 'done', info)
}

test('files are counted by source and reason, and each count is the length of the list it stands for', () => {
  const a = stores.sources.add('/a', 'folder', 1).id
  const b = stores.sources.add('/b', 'folder', 1).id
  document('plain', {})
  document('scan', { pages: 3, scanned: [{ page: 1 }, { page: 2 }], brokenPages: 1 })
  document('mail', { unread: [{ name: 'x.exe', reason: 'unsupported-format' }] }, 2)
  put(a, 'one.pdf', { kind: 'indexed', passages: 1 }, 'scan')
  put(a, 'copy.pdf', { kind: 'indexed', passages: 1 }, 'scan')
  put(b, 'mail.eml', { kind: 'indexed', passages: 3 }, 'mail')
  put(a, 'plain.txt', { kind: 'indexed', passages: 1 }, 'plain')
  for (const name of ['x', 'y', 'z']) put(a, name, { kind: 'failed', code: 'file-broken' })
  put(b, 'w', { kind: 'failed', code: 'file-broken' })
  put(b, 'locked', { kind: 'failed', code: 'file-encrypted' })
  put(b, 'picture', { kind: 'empty', reason: 'scanned' }, 'scan')
  put(b, 'big', { kind: 'skipped', reason: 'too-large' })
  put(b, 'waiting', null)

  const report = stores.files.report()
  expect(report.notRead).toHaveLength(5)
  expect(report.notRead).toContainEqual({ sourceId: a, outcome: { kind: 'failed', code: 'file-broken' }, files: 3 })
  expect(report.gaps).toHaveLength(4)
  expect(report.gaps).toEqual(
    expect.arrayContaining([
      { sourceId: a, gap: 'pages-waiting', files: 2, found: 4 },
      { sourceId: a, gap: 'pages-broken', files: 2, found: 2 },
      { sourceId: b, gap: 'parts-unread', files: 1, found: 1 },
      { sourceId: b, gap: 'text-hidden', files: 1, found: 2 },
    ]),
  )
  expect(report.incomplete).toEqual([
    { sourceId: a, files: 2 },
    { sourceId: b, files: 1 },
  ])
  for (const { sourceId, outcome, files } of report.notRead) {
    const reason = 'reason' in outcome ? outcome.reason : 'code' in outcome ? outcome.code : undefined
    const listed = stores.files.list({ sourceId, outcomes: [outcome.kind], ...(reason === undefined ? {} : { reason }), limit: 100 })
    expect(listed.map(({ outcome: one }) => one)).toEqual(Array.from({ length: files }, () => outcome))
  }
  for (const { sourceId, gap, files } of report.gaps) expect(stores.files.list({ sourceId, gap, limit: 100 })).toHaveLength(files)
})

test('a source that is offline has offline files and no gaps', () => {
  const a = stores.sources.add('/a', 'folder', 1).id
  document('mail', { unread: [{ name: 'x.exe', reason: 'unsupported-format' }] })
  put(a, 'mail.eml', { kind: 'indexed', passages: 1 }, 'mail')
  put(a, 'broken', { kind: 'failed', code: 'file-broken' })
  stores.sources.checked(a, 'offline', 2)
  expect(stores.files.report()).toEqual({ notRead: [{ sourceId: a, outcome: { kind: 'offline' }, files: 2 }], gaps: [], incomplete: [] })
})

test('passages that readers do not see are told from the others, among those asked for', () => {
  document('mail', {}, 2)
  const ids = stores.passages.slice('mail', -1, 10).map(({ id }) => id)
  expect(ids).toHaveLength(3)
  expect(stores.passages.hiddenAmong([...ids.slice(1), 999_999])).toEqual(new Set(ids.slice(1, 2)))
  expect(stores.passages.hiddenAmong([])).toEqual(new Set())
})

test('what hidden text is for is kept', () => {
  expect(stores.settings.read().hiddenText).toBe('leave-out')
  expect(stores.settings.write({ hiddenText: 'use' }).hiddenText).toBe('use')
})
