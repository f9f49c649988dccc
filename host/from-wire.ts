/** What a client's failure means: a code of the table again, whatever transport it came over. */
import { AlcoveError, type ErrorDetails, isErrorCode } from '../core/errors.ts'

/** Transports name an abort differently, and a connection that ended looks like one too: the caller's own signal tells them apart. */
export function fromWire(error: unknown, signal?: AbortSignal): AlcoveError {
  if (signal?.aborted) return new AlcoveError('stopped')
  if (error instanceof AlcoveError) return error
  const { code, data } = error instanceof Error ? (error as { code?: unknown; data?: unknown }) : {}
  if (isErrorCode(code)) return new AlcoveError(code, isDetails(data) ? data : {})
  return new AlcoveError('engine-gone', {}, error)
}

/** A failure that came over a door, or the end of one; anything else is a fault of the program. */
export function isFromDoor(error: unknown): boolean {
  return error instanceof AlcoveError || (error instanceof Error && (error.name === 'AbortError' || 'defined' in error))
}

function isDetails(data: unknown): data is ErrorDetails {
  return typeof data === 'object' && data !== null && Object.values(data).every((value) => typeof value === 'string' || typeof value === 'number')
}
