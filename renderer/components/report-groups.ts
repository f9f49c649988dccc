/** Counts by source and reason as groups: what they are called, what can be done, and which files they stand for. Pure. */
import { errors } from '../../core/errors.ts'
import type { LibraryReport } from '../../core/types/library.ts'
import type { GapKind, Outcome } from '../../core/types/outcome.ts'
import type { FilesQuery } from '../state/library.ts'

export type GroupAction = 'retry' | 'unlock' | 'limit' | 'hidden-setting' | null

export interface OutcomeGroup {
  readonly key: string
  readonly outcome: Outcome
  readonly files: number
  readonly action: GroupAction
  readonly query: FilesQuery
}

export interface GapGroup {
  readonly key: GapKind
  readonly gap: GapKind
  readonly files: number
  /** Pages, parts or passages. */
  readonly found: number
  readonly action: GroupAction
  readonly query: FilesQuery
}

const locked: readonly string[] = ['file-encrypted', 'password-wrong']

/** A password helps, and nothing else. */
export function isLocked(outcome: Outcome | null): boolean {
  return outcome?.kind === 'failed' && locked.includes(outcome.code)
}

function outcomeAction(outcome: Outcome): GroupAction {
  if (outcome.kind === 'offline') return 'retry'
  if (outcome.kind === 'skipped') return outcome.reason === 'too-large' ? 'limit' : null
  if (outcome.kind !== 'failed') return null
  if (isLocked(outcome)) return 'unlock'
  return errors[outcome.code].retry === 'never' ? null : 'retry'
}

function reasonOf(outcome: Outcome): Pick<FilesQuery, 'reason'> {
  if (outcome.kind === 'empty' || outcome.kind === 'skipped') return { reason: outcome.reason }
  return outcome.kind === 'failed' ? { reason: outcome.code } : {}
}

const inSource = (sourceId: string | null) => (one: { readonly sourceId: string }) => sourceId === null || one.sourceId === sourceId

/** The largest first. */
export function outcomeGroups(report: LibraryReport, sourceId: string | null): readonly OutcomeGroup[] {
  const groups = new Map<string, OutcomeGroup>()
  for (const { outcome, files } of report.notRead.filter(inSource(sourceId))) {
    const key = [outcome.kind, ...Object.values(reasonOf(outcome))].join(' ')
    const query = { sourceId, outcomes: [outcome.kind], ...reasonOf(outcome) }
    groups.set(key, { key, outcome, files: (groups.get(key)?.files ?? 0) + files, action: outcomeAction(outcome), query })
  }
  return [...groups.values()].sort((a, b) => b.files - a.files || a.key.localeCompare(b.key))
}

const gapActions: Readonly<Record<GapKind, GroupAction>> = {
  'pages-waiting': null,
  'pages-given-up': 'retry',
  'pages-broken': 'retry',
  'parts-unread': null,
  'text-hidden': 'hidden-setting',
}

export function gapGroups(report: LibraryReport, sourceId: string | null): readonly GapGroup[] {
  const groups = new Map<GapKind, GapGroup>()
  for (const { gap, files, found } of report.gaps.filter(inSource(sourceId))) {
    const known = groups.get(gap) ?? { key: gap, gap, files: 0, found: 0, action: gapActions[gap], query: { sourceId, outcomes: [], gap } }
    groups.set(gap, { ...known, files: known.files + files, found: known.found + found })
  }
  return [...groups.values()].sort((a, b) => b.files - a.files || a.key.localeCompare(b.key))
}

/** Files read with gaps. */
export function incompleteIn(report: LibraryReport, sourceId: string | null): number {
  return report.incomplete.filter(inSource(sourceId)).reduce((sum, { files }) => sum + files, 0)
}
