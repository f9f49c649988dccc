/** Sends dropped files to the engine in chunks, for browser mode, where a page cannot see a path. */
import type { ErrorCode } from '../../core/errors.ts'
import type { Client } from './client.ts'
import type { DroppedRoot } from './dropped.ts'
import { failureOf } from './failure.ts'

/** Bytes. */
export const chunkSize = 4 * 1024 * 1024

export interface UploadProgress {
  readonly name: string
  readonly files: number
  readonly filesDone: number
  readonly bytes: number
  readonly bytesDone: number
}

export interface Uploaded {
  readonly pick: string
  /** Files that were left out; the others are there. */
  readonly refused: readonly { readonly path: string; readonly code: ErrorCode }[]
}

/** Codes that concern one file only; any other ends the upload. */
const perFile: ReadonlySet<ErrorCode> = new Set(['upload-too-large', 'input-invalid', 'file-unreadable'])

async function readable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return true
  } catch {
    // The browser says no more than that it cannot be read.
    return false
  }
}

export async function upload(client: Client, root: DroppedRoot, report: (progress: UploadProgress) => void, signal: AbortSignal): Promise<Uploaded> {
  const { uploadId } = await client.uploads.begin({ name: root.name }, { signal })
  const refused: { path: string; code: ErrorCode }[] = root.unreadable.map((path) => ({ path, code: 'file-unreadable' }))
  let progress: UploadProgress = {
    name: root.name,
    files: root.files.length,
    filesDone: 0,
    bytes: root.files.reduce((sum, { file }) => sum + file.size, 0),
    bytesDone: 0,
  }
  report(progress)

  async function send(path: string, file: File): Promise<void> {
    let offset = 0
    do {
      const chunk = file.slice(offset, offset + chunkSize)
      await client.uploads.put({ uploadId, path, offset, chunk }, { signal })
      offset += chunk.size
      progress = { ...progress, bytesDone: progress.bytesDone + chunk.size }
      report(progress)
    } while (offset < file.size)
  }

  for (const { path, file } of root.files) {
    if (!(await readable(file))) refused.push({ path, code: 'file-unreadable' })
    else {
      try {
        await send(path, file)
      } catch (error) {
        const { code } = failureOf(error, signal)
        if (!perFile.has(code)) throw error
        refused.push({ path, code })
      }
    }
    progress = { ...progress, filesDone: progress.filesDone + 1 }
    report(progress)
  }
  const { pick } = await client.uploads.finish({ uploadId }, { signal })
  return { pick, refused }
}
