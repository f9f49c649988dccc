/** What of a scan is never opened, and why. Pure. */
import type { Walked } from '../ports/file-source.ts'
import { formatOf } from '../types/format-of.ts'
import type { Outcome } from '../types/outcome.ts'

/** Why the entry is not read, told without opening it; null where it is read. */
export function refusal(entry: Walked, maxBytes: number): Outcome | null {
  if (entry.kind === 'skipped') return { kind: 'skipped', reason: entry.reason }
  if (entry.kind === 'failed') return { kind: 'failed', code: entry.code }
  if (formatOf(entry.name) === null) return { kind: 'skipped', reason: 'unsupported-format' }
  return entry.stamp.size > maxBytes ? { kind: 'skipped', reason: 'too-large' } : null
}
