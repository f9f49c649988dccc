/**
 * Where local sockets stand. A socket's path must fit in about 100 bytes, so it is usually not in the data folder; and
 * nobody else may put one of theirs there, so the folder is this user's own, closed to others, and no link.
 */
import { chmod, lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AlcoveError } from '../../core/errors.ts'
import type { Environment } from '../environment.ts'
import { makeFolder } from '../make-folder.ts'

/** macOS takes 103 bytes, Linux 107. */
const longestPath = 103

/** The first place that will do; throws `data-folder-unusable` where there is none. */
export async function socketFolder(name: string, dataFolder: string, { xdgRuntimeDir, temporary }: Environment): Promise<string> {
  const user = process.getuid?.() ?? null
  for (const place of new Set([xdgRuntimeDir ?? temporary, temporary, dataFolder])) {
    const folder = join(place, `alcove-${user ?? 'user'}`)
    if (Buffer.byteLength(join(folder, name)) <= longestPath && (await isOurs(folder, user))) return folder
  }
  try {
    return await mkdtemp('/tmp/alcove-')
  } catch (error) {
    throw new AlcoveError('data-folder-unusable', { path: dataFolder }, error)
  }
}

/** Makes it where it is missing. False where it cannot be had for this user alone. */
async function isOurs(folder: string, user: number | null): Promise<boolean> {
  try {
    await makeFolder(folder)
    const found = await lstat(folder)
    if (!found.isDirectory() || (user !== null && found.uid !== user)) return false
    await chmod(folder, 0o700)
    return true
  } catch {
    // not there to be had: the next place is tried
    return false
  }
}

/** Sockets of engines that were killed; to be called by whoever holds the data folder, so none of them is in use. */
export async function sweepSockets(folder: string, start: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith(start)) await rm(join(folder, name), { force: true })
}
