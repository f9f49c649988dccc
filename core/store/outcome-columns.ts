/** A file's outcome as two columns: its kind and, where it has one, its reason or code. */
import { isErrorCode } from '../errors.ts'
import { emptyReasons, type Outcome, skipReasons } from '../types/outcome.ts'

export interface OutcomeColumns {
  readonly outcome: string | null
  readonly reason: string | null
}

export function toColumns(outcome: Outcome | null): OutcomeColumns {
  switch (outcome?.kind) {
    case undefined:
      return { outcome: null, reason: null }
    case 'empty':
    case 'skipped':
      return { outcome: outcome.kind, reason: outcome.reason }
    case 'failed':
      return { outcome: 'failed', reason: outcome.code }
    case 'indexed':
    case 'unchanged':
    case 'offline':
      return { outcome: outcome.kind, reason: null }
  }
}

/** `passages`: of the document that the file points at. */
export function fromColumns({ outcome, reason }: OutcomeColumns, passages: number): Outcome | null {
  switch (outcome) {
    case null:
      return null
    case 'indexed':
      return { kind: 'indexed', passages }
    case 'unchanged':
    case 'offline':
      return { kind: outcome }
    case 'empty': {
      const known = emptyReasons.find((each) => each === reason)
      if (known !== undefined) return { kind: 'empty', reason: known }
      break
    }
    case 'skipped': {
      const known = skipReasons.find((each) => each === reason)
      if (known !== undefined) return { kind: 'skipped', reason: known }
      break
    }
    case 'failed':
      if (isErrorCode(reason)) return { kind: 'failed', code: reason }
      break
  }
  throw new TypeError(`no such outcome: ${outcome} ${reason}`)
}
