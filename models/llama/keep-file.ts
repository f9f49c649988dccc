/** Takes a file into the shelf’s folder: by a hard link, which takes no room, else by a copy. */
import { constants } from 'node:fs'
import { copyFile, link, mkdir, realpath, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AlcoveError } from '../../core/errors.ts'

/** Absolute path of what was made; where the file is in the folder already, its own. Throws `path-missing`, `path-unreadable`, `disk-full`. */
export async function keepFile(path: string, folder: string, fileName: string): Promise<{ readonly path: string; readonly made: boolean }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // a link to a link would break with it
  const source = await realpath(path)
  const place = join(await realpath(folder), fileName)
  if (dirname(source) === dirname(place) && source.endsWith('.gguf')) return { path: source, made: false }
  try {
    await link(source, place)
  } catch {
    // another disk, or one that knows no links: whatever is wrong with the file itself shows in the copy
    await copy(source, place)
  }
  return { path: place, made: true }
}

async function copy(source: string, place: string): Promise<void> {
  try {
    await copyFile(source, place, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code !== 'EEXIST') await rm(place, { force: true })
    throw new AlcoveError(code === 'ENOSPC' ? 'disk-full' : 'path-unreadable', { path: source }, error)
  }
}
