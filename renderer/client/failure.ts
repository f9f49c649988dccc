/** Any failure of a call as a code of the table. Abort errors are named differently by each transport, so the signal decides. */
import { ORPCError } from '@orpc/client'
import { AlcoveError, type ErrorDetails, type Failure, isErrorCode } from '../../core/errors.ts'

function detailsOf(data: unknown): ErrorDetails {
  if (typeof data !== 'object' || data === null) return {}
  const entries = Object.entries(data).filter((entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number')
  return Object.fromEntries(entries)
}

export function failureOf(error: unknown, signal?: AbortSignal): Failure {
  if (signal?.aborted) return { code: 'stopped', details: {} }
  if (error instanceof AlcoveError) return { code: error.code, details: error.details }
  if (error instanceof ORPCError) {
    if (isErrorCode(error.code)) return { code: error.code, details: detailsOf(error.data) }
    return { code: 'unexpected', details: {} }
  }
  // The transport broke: nothing else throws anything but an ORPCError.
  return { code: 'engine-gone', details: {} }
}
