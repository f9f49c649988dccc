/** SQLite's result codes as codes of our table; its messages are never read. */
import { AlcoveError } from '../errors.ts'

const busy = 5
const readOnly = 8
const inputOutput = 10
const corrupt = 11
const full = 13
const cannotOpen = 14
const notADatabase = 26

/** SQLite's primary result code; null where the error is not SQLite's. */
function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('sqliteCode' in error) || typeof error.sqliteCode !== 'number') return null
  return error.sqliteCode & 0xff
}

export function isBusy(error: unknown): boolean {
  return resultCode(error) === busy
}

/** The failure to throw: a code where the disk or the file is to blame, else the error as it is. */
export function storeFailure(error: unknown, path: string): unknown {
  switch (resultCode(error)) {
    case full:
      return new AlcoveError('disk-full', {}, error)
    case readOnly:
    case inputOutput:
    case corrupt:
    case cannotOpen:
    case notADatabase:
      return new AlcoveError('data-folder-unusable', { path }, error)
    default:
      return error
  }
}
