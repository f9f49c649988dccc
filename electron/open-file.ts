/** Opens a file of the library in the system's program for it: the page names it by id, the engine knows its path. */
import { extname, isAbsolute } from 'node:path'
import { shell } from 'electron'
import { z } from 'zod'
import { AlcoveError } from '../core/errors.ts'
import { channels } from './channels.ts'
import type { EngineProcess } from './engine-process.ts'
import { reportFailure } from './failures.ts'
import { answer } from './senders.ts'

/**
 * Documents that their program shows and does not run. All else is only shown in its folder: code and scripts, and
 * Office files that may carry macros (`.docm`, and `.doc`, `.xls`, `.ppt`, whatever is in them).
 */
const harmless = new Set(
  [
    ['pdf', 'docx', 'pptx', 'xlsx', 'odt', 'odp', 'ods', 'rtf', 'epub'],
    ['html', 'htm', 'md', 'markdown', 'txt', 'csv', 'tsv', 'json', 'tex', 'srt', 'vtt'],
    ['eml', 'msg', 'png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'tif', 'tiff'],
  ].flatMap((kinds) => kinds.map((kind) => `.${kind}`)),
)

export function offerToOpenFiles(engine: EngineProcess): void {
  answer(channels.openFile, z.string().min(1).max(100), async (fileId, window) => {
    await reportFailure(window, async () => openPath(await engine.pathOf(fileId)))
  })
}

/** Throws `file-gone` for what the library does not hold, and for what the system could not open. */
export async function openPath(path: string | null): Promise<void> {
  if (path === null || path.includes('\0') || !isAbsolute(path)) throw new AlcoveError('file-gone')
  if (!harmless.has(extname(path).toLowerCase())) {
    shell.showItemInFolder(path)
    return
  }
  const problem = await shell.openPath(path)
  if (problem !== '') throw new AlcoveError('file-gone', {}, problem)
}
