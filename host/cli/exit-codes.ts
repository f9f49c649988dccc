/** How a command ended, for whoever called it. */
import type { AlcoveError, ErrorCode } from '../../core/errors.ts'

export const exitCodes = { success: 0, failed: 1, usage: 2, nothing: 3 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const byCode: Partial<Record<ErrorCode, ExitCode>> = {
  usage: exitCodes.usage,
  'input-invalid': exitCodes.usage,
  'setting-invalid': exitCodes.usage,
  'source-unknown': exitCodes.nothing,
  'conversation-unknown': exitCodes.nothing,
  'message-unknown': exitCodes.nothing,
  'data-set-unknown': exitCodes.nothing,
  'version-unknown': exitCodes.nothing,
  'example-unknown': exitCodes.nothing,
  'training-unknown': exitCodes.nothing,
  'adapter-unknown': exitCodes.nothing,
  'leak-found': exitCodes.nothing,
  'experiment-unknown': exitCodes.nothing,
}

export function exitCodeOf({ code }: AlcoveError): ExitCode {
  return byCode[code] ?? exitCodes.failed
}
