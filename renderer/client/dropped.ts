/** What a drop holds, in browser mode: top-level folders and files, each walked into files with their paths. */

export interface DroppedFile {
  /** Below its folder, `/` between; just the name for a file dropped by itself. */
  readonly path: string
  readonly file: File
}

export interface DroppedRoot {
  readonly name: string
  readonly files: readonly DroppedFile[]
  /** Paths that the browser would not hand over. */
  readonly unreadable: readonly string[]
}

/** A directory reader hands over about a hundred entries at a time and an empty list at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

async function collect(entry: FileSystemEntry, path: string, files: DroppedFile[], unreadable: string[]): Promise<void> {
  try {
    if (isFile(entry)) {
      const file = await new Promise<File>((resolve, reject) => {
        entry.file(resolve, reject)
      })
      files.push({ path, file })
    } else if (isFolder(entry)) {
      for (const child of await childrenOf(entry)) await collect(child, path === '' ? child.name : `${path}/${child.name}`, files, unreadable)
    }
  } catch {
    // Gone or not readable: it is named in the result, and the rest goes on.
    unreadable.push(path || entry.name)
  }
}

/** Must be called while the drop event is being handled: afterwards the browser forgets what was dropped. */
export function droppedEntries(transfer: DataTransfer): readonly FileSystemEntry[] {
  return [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
}

/** Each folder for itself; files dropped by themselves together, under `looseName`. */
export async function droppedRoots(entries: readonly FileSystemEntry[], looseName: string): Promise<readonly DroppedRoot[]> {
  const roots: DroppedRoot[] = []
  for (const folder of entries.filter(isFolder)) {
    const files: DroppedFile[] = []
    const unreadable: string[] = []
    await collect(folder, '', files, unreadable)
    roots.push({ name: folder.name, files, unreadable })
  }
  const loose = entries.filter(isFile)
  if (loose.length > 0) {
    const files: DroppedFile[] = []
    const unreadable: string[] = []
    for (const entry of loose) await collect(entry, entry.name, files, unreadable)
    roots.push({ name: loose.length === 1 ? (loose[0]?.name ?? looseName) : looseName, files, unreadable })
  }
  return roots
}
