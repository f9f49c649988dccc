/** Walks one source. A source that cannot be reached, wholly or from some moment on, is offline: nothing in it is gone. */
import { AlcoveError } from '../errors.ts'
import type { FileSource, Walked } from '../ports/file-source.ts'
import type { Source } from '../types/library.ts'

export type Scanned = { readonly state: 'ready'; readonly device: string; readonly walked: readonly Walked[] } | { readonly state: 'offline' }

export interface Before {
  /** The drive it stood on; null where it was never scanned. */
  readonly device: string | null
  /** Whether anything was found the last time. */
  readonly held: boolean
}

export async function scan({ path }: Source, before: Before, disk: FileSource, signal: AbortSignal): Promise<Scanned> {
  if (!(await disk.reachable(path))) return { state: 'offline' }
  try {
    const walked: Walked[] = []
    for await (const entry of disk.walk(path, signal)) {
      walked.push(entry)
    }
    const device = await disk.device(path)
    // where a drive was mounted an empty folder is left
    const emptied = walked.length === 0 && before.held && before.device !== null && before.device !== device
    return emptied ? { state: 'offline' } : { state: 'ready', device, walked }
  } catch (error) {
    if (error instanceof AlcoveError && (error.code === 'source-offline' || error.code === 'path-missing' || error.code === 'path-unreadable'))
      return { state: 'offline' }
    throw error
  }
}
