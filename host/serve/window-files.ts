/** The window's files, listed once: what is not in the list cannot be asked for. */
import { readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { windowFileTypes } from '../../core/contract/window-files.ts'

export interface WindowFile {
  readonly path: string
  readonly type: string
}

/** By the path in an address: `/` and `/assets/index-1.js`. */
export async function windowFiles(folder: string): Promise<ReadonlyMap<string, WindowFile>> {
  const files = new Map<string, WindowFile>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const type = windowFileTypes[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    files.set(`/${relative(folder, path).split(sep).map(encodeURIComponent).join('/')}`, { path, type })
  }
  const page = files.get('/index.html')
  if (page !== undefined) files.set('/', page)
  return files
}
