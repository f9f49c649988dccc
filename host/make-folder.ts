/**
 * Makes a folder and those above it, for this user only. Not Node's own `recursive`: that one never returns below
 * a folder that is there and takes no new ones, as `/proc` does.
 */
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemCode } from './files/system-code.ts'

/** Fails with the system's own error. Something else that stands there already is not noticed. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST') return
    const above = dirname(path)
    if (code !== 'ENOENT' || above === path) throw error
    await makeFolder(above)
    await mkdir(path, { mode: 0o700 })
  }
}
