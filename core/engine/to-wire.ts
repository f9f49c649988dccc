/** Failures as they cross a border: a code of the table and its details, nothing else. */
import { ORPCError } from '@orpc/server'
import { AlcoveError, type ErrorCode, type ErrorDetails, isErrorCode, type Reason } from '../errors.ts'

export function toWire(error: unknown, signal: AbortSignal | undefined, report: (error: unknown) => void): ORPCError<ErrorCode, ErrorDetails> {
  if (error instanceof ORPCError && isErrorCode(error.code)) return error as ORPCError<ErrorCode, ErrorDetails>
  if (signal?.aborted || isAbort(error)) return wire('stopped')
  if (error instanceof AlcoveError) {
    if (error.cause !== undefined) report(error)
    return wire(error.code, error.details)
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return wire('input-invalid', firstIssue(error.data))
  report(error)
  return wire('unexpected')
}

function wire(code: ErrorCode, details: ErrorDetails = {}): ORPCError<ErrorCode, ErrorDetails> {
  return new ORPCError(code, { message: code, data: details })
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

/** Names the field that was wrong, never its value. */
function firstIssue(data: unknown): ErrorDetails {
  const issues = (data as { issues?: readonly { path?: readonly PropertyKey[]; message?: string }[] } | undefined)?.issues
  const issue = issues?.[0]
  const field = (issue?.path ?? []).map(String).join('.')
  const named = { reason: 'field', field } satisfies { readonly reason: Reason; readonly field: string }
  const unnamed = { reason: 'unexpected' } satisfies { readonly reason: Reason }
  return field === '' ? unnamed : named
}
