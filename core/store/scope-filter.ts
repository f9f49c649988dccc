/** A scope as a condition on `files`. */
import type { Scope } from '../types/answer.ts'
import { ownDate } from './own-dates.ts'
import { rowIds } from './rows.ts'

export interface ScopeFilter {
  readonly where: string
  readonly values: readonly (string | number)[]
}

/** A path stands for itself and, where it is a folder, for all below it, whichever separator the platform has. */
const below = `EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE files.path = wanted.value
  OR substr(files.path, 1, length(wanted.value) + 1) IN (wanted.value || '/', wanted.value || '\\')
  OR (substr(wanted.value, -1) IN ('/', '\\') AND substr(files.path, 1, length(wanted.value)) = wanted.value))`

/** Whether the scope leaves every file in. */
export function isEverything({ sourceIds, paths, fileIds, formats, modified }: Scope): boolean {
  return [sourceIds, paths, fileIds, formats, modified?.from, modified?.to].every((limit) => limit === undefined)
}

export function scopeFilter(scope: Scope): ScopeFilter {
  const conditions = ['TRUE']
  const values: (string | number)[] = []
  if (scope.sourceIds !== undefined) {
    conditions.push('files.source_id IN (SELECT value FROM json_each(?))')
    values.push(rowIds(scope.sourceIds))
  }
  if (scope.paths !== undefined) {
    conditions.push(below)
    values.push(JSON.stringify(scope.paths))
  }
  if (scope.fileIds !== undefined) {
    conditions.push('files.id IN (SELECT value FROM json_each(?))')
    values.push(rowIds(scope.fileIds))
  }
  if (scope.formats !== undefined) {
    conditions.push('files.format IN (SELECT value FROM json_each(?))')
    values.push(JSON.stringify(scope.formats))
  }
  const { from, to, own } = scope.modified ?? {}
  const date =
    own === undefined
      ? 'files.modified_ms'
      : `coalesce((SELECT ${ownDate('dated', own)} FROM documents AS dated WHERE dated.id = files.document_id), files.modified_ms)`
  if (from !== undefined) {
    conditions.push(`${date} >= ?`)
    values.push(from)
  }
  if (to !== undefined) {
    conditions.push(`${date} < ?`)
    values.push(to)
  }
  return { where: conditions.join(' AND '), values }
}
