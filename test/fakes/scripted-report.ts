/** What the store says of files, said of files in memory: which are listed, and what was not read. */
import type { z } from 'zod'
import type { filesQuery } from '../../core/contract/library-schemas.ts'
import type { FileStatus, GapCount, LibraryReport, NotReadCount } from '../../core/types/library.ts'
import { type GapKind, gapKinds, type Outcome } from '../../core/types/outcome.ts'

export type Query = z.output<typeof filesQuery>

function reasonOf(outcome: Outcome): string | undefined {
  return 'reason' in outcome ? outcome.reason : 'code' in outcome ? outcome.code : undefined
}

function amountOf({ outcome, gaps }: FileStatus, gap: GapKind): number {
  if (outcome?.kind !== 'indexed' || gaps === undefined) return 0
  switch (gap) {
    case 'pages-waiting':
      return gaps.scanned?.waiting ?? 0
    case 'pages-given-up':
      return gaps.scanned?.failed ?? 0
    case 'pages-broken':
      return gaps.brokenPages ?? 0
    case 'parts-unread':
      return gaps.unread?.length ?? 0
    case 'text-hidden':
      return gaps.hiddenPassages ?? 0
  }
}

export function isAmong(file: FileStatus, { sourceId, outcomes, reason, gap }: Query): boolean {
  if (sourceId !== undefined && file.sourceId !== sourceId) return false
  if (outcomes !== undefined && (file.outcome === null || !outcomes.includes(file.outcome.kind))) return false
  if (reason !== undefined && (file.outcome === null || reasonOf(file.outcome) !== reason)) return false
  return gap === undefined || amountOf(file, gap) > 0
}

export function reportOf(files: readonly FileStatus[]): LibraryReport {
  const notRead = new Map<string, NotReadCount>()
  const gaps = new Map<string, GapCount>()
  for (const file of files) {
    const { sourceId, outcome } = file
    if (outcome !== null && ['empty', 'skipped', 'failed', 'offline'].includes(outcome.kind)) {
      const key = `${sourceId} ${outcome.kind} ${reasonOf(outcome)}`
      notRead.set(key, { sourceId, outcome, files: (notRead.get(key)?.files ?? 0) + 1 })
    }
    for (const gap of gapKinds) {
      const amount = amountOf(file, gap)
      const known = gaps.get(`${sourceId} ${gap}`) ?? { sourceId, gap, files: 0, found: 0 }
      if (amount > 0) gaps.set(`${sourceId} ${gap}`, { ...known, files: known.files + 1, found: known.found + amount })
    }
  }
  const incomplete = [...new Set(files.map(({ sourceId }) => sourceId))].flatMap((sourceId) => {
    const count = files.filter((file) => file.sourceId === sourceId && gapKinds.some((gap) => amountOf(file, gap) > 0)).length
    return count === 0 ? [] : [{ sourceId, files: count }]
  })
  return { notRead: [...notRead.values()].sort((a, b) => b.files - a.files), gaps: [...gaps.values()], incomplete }
}
