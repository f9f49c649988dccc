/** The managed folder for uploads, in the data folder. */
import { constants } from 'node:fs'
import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { AlcoveError, because } from '../core/errors.ts'
import type { UploadFolders } from '../core/ports/uploads.ts'

export interface ManagedUploads extends UploadFolders {
  /** Deletes uploads that never became a source. `kept` are the paths of sources. */
  sweep(kept: readonly string[]): Promise<void>
}

export function createUploads(root: string): ManagedUploads {
  const holds = (path: string): boolean => path.startsWith(root + sep)

  return {
    holds,
    async create(name) {
      await mkdir(root, { recursive: true, mode: 0o700 })
      for (let number = 1; ; number += 1) {
        const folder = join(root, number === 1 ? name : `${name} (${number})`)
        if (await made(folder)) return folder
      }
    },
    async append(folder, segments, offset, bytes) {
      if (!holds(folder)) throw because('input-invalid', 'no-upload')
      const path = join(folder, ...segments)
      if (!path.startsWith(folder + sep)) throw because('input-invalid', 'no-file-path')
      try {
        await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
        return await write(path, offset, bytes)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw new AlcoveError('disk-full', {}, error)
        throw error
      }
    },
    async remove(path) {
      if (holds(path)) await rm(path, { recursive: true, force: true })
    },
    async sweep(kept) {
      const names = await readdir(root).catch(() => [])
      for (const path of names.map((name) => join(root, name))) {
        if (!kept.some((source) => source === path || source.startsWith(path + sep))) await rm(path, { recursive: true, force: true })
      }
    },
  }
}

async function made(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function write(path: string, offset: number, bytes: Uint8Array): Promise<number> {
  const noFollow = constants.O_NOFOLLOW ?? 0
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | noFollow | (offset === 0 ? constants.O_TRUNC : 0), 0o600)
  try {
    const { size } = await file.stat()
    if (size !== offset) throw because('input-invalid', 'out-of-order')
    await file.write(bytes, 0, bytes.byteLength, offset)
    return offset + bytes.byteLength
  } finally {
    await file.close()
  }
}
