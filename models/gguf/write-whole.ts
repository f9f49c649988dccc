/** Writes a file that is there whole or not at all: beside its place, then moved. */
import { createHash } from 'node:crypto'
import { open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AlcoveError } from '../../core/errors.ts'
import type { Written } from '../../core/ports/adapter-files.ts'

/** What was under way when the process was killed ends so. */
export const unfinishedEnding = '.part'

/** Throws `disk-full` before the first byte where it would not fit, `path-unwritable` where something is there already, and what `pieces` throws. */
export async function writeWhole(to: string, size: number, pieces: AsyncIterable<Uint8Array>): Promise<Written> {
  const part = `${to}${unfinishedEnding}`
  try {
    await checkRoom(to, size)
    const sha256 = await writePieces(part, pieces)
    await rename(part, to)
    await syncFolder(dirname(to))
    return { size, sha256 }
  } catch (error) {
    await rm(part, { force: true })
    throw known(error, to)
  }
}

/** Removes what was under way in a folder when its engine was killed; nothing may be under way there now. */
export async function removeUnfinished(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  for (const name of names) if (name.endsWith(unfinishedEnding)) await rm(join(folder, name), { force: true })
}

async function checkRoom(to: string, size: number): Promise<void> {
  const there = await stat(to).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  })
  if (there !== null) throw new AlcoveError('path-unwritable', { path: to })
  const { bavail, bsize } = await statfs(dirname(to))
  if (bavail * bsize < size) throw new AlcoveError('disk-full', { path: to })
}

async function writePieces(part: string, pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(part, 'w', 0o600)
  try {
    for await (const piece of pieces) {
      hash.update(piece)
      await writeAll(file, piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}

async function writeAll(file: Awaited<ReturnType<typeof open>>, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length; ) done += (await file.write(piece, done)).bytesWritten
}

/** So that a loss of power does not take the new name away; Windows knows no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function known(error: unknown, path: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AlcoveError('disk-full', { path }, error)
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new AlcoveError('path-unwritable', { path }, error)
  return error
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null
}
