/** Files that a command reads from its user, or writes for them. */
import { constants, openAsBlob } from 'node:fs'
import { access, stat, writeFile } from 'node:fs/promises'
import { AlcoveError } from '../../core/errors.ts'

/** Throws `path-missing`, `path-unreadable`, or `input-invalid` for a folder. */
export async function openFile(path: string): Promise<Blob> {
  const found = await stat(path).catch((error: unknown) => {
    throw new AlcoveError('path-missing', { path }, error)
  })
  // a folder would open, and fail when it is read
  if (!found.isFile()) throw new AlcoveError('input-invalid', { reason: 'no-file-path' })
  try {
    await access(path, constants.R_OK)
    return await openAsBlob(path)
  } catch (error) {
    throw new AlcoveError('path-unreadable', { path }, error)
  }
}

/** Never over what is there already. Throws `path-unwritable`. */
export async function saveFile(path: string, content: Blob): Promise<void> {
  try {
    await writeFile(path, new Uint8Array(await content.arrayBuffer()), { flag: 'wx' })
  } catch (error) {
    throw new AlcoveError('path-unwritable', { path }, error)
  }
}
