/** Lists folders for choosing one in browser mode. */
import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AlcoveError } from '../core/errors.ts'
import type { Folders, ListedEntry } from '../core/ports/folders.ts'

/** A longer list helps nobody choose. */
const most = 2_000
const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

export function createFolders(home: string): Folders {
  return {
    home,
    async list(path) {
      const found = await read(path)
      const shown = found.entries.filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isFile()))
      const sorted = shown.toSorted((one, other) => Number(other.isDirectory()) - Number(one.isDirectory()) || order.compare(one.name, other.name))
      const above = dirname(found.path)
      return {
        path: found.path,
        parent: above === found.path ? null : above,
        entries: await Promise.all(sorted.slice(0, most).map((entry) => listed(found.path, entry))),
      }
    },
  }
}

async function read(path: string): Promise<{ path: string; entries: readonly Dirent[] }> {
  try {
    const real = await realpath(path)
    return { path: real, entries: await readdir(real, { withFileTypes: true }) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new AlcoveError(code === 'ENOENT' || code === 'ENOTDIR' ? 'path-missing' : 'path-unreadable', { path }, error)
  }
}

async function listed(folder: string, entry: Dirent): Promise<ListedEntry> {
  const path = join(folder, entry.name)
  if (entry.isDirectory()) return { name: entry.name, path, kind: 'folder', size: null }
  const size = await stat(path).then(
    (found) => found.size,
    () => null,
  )
  return { name: entry.name, path, kind: 'file', size }
}
