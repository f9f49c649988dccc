/** Opens a cited file, if it is still the one that was cited. */
import { AlcoveError } from '../errors.ts'
import type { FileSource, FileStamp, OpenFile } from '../ports/file-source.ts'
import type { FileBytes } from '../ports/parser.ts'
import type { FilesStore } from '../ports/stores.ts'

interface CitedFilePorts {
  readonly files: Pick<FilesStore, 'byId'>
  readonly disk: FileSource
  /** SHA-256 of a file's bytes, hex. */
  readonly contentHash: (file: OpenFile, signal: AbortSignal) => Promise<string>
}

/** Stamps whose content was hashed already, so that turning pages does not read the whole file each time. */
const remembered = 64

export function citedFile({ files, disk, contentHash: hashOf }: CitedFilePorts) {
  const hashes = new Map<string, { readonly stamp: FileStamp; readonly hash: string }>()

  async function hashed(path: string, file: OpenFile, signal: AbortSignal): Promise<string> {
    const known = hashes.get(path)
    if (known !== undefined && same(known.stamp, file.stamp)) return known.hash
    const hash = await hashOf(file, signal)
    hashes.delete(path)
    hashes.set(path, { stamp: file.stamp, hash })
    for (const oldest of hashes.keys()) {
      if (hashes.size <= remembered) break
      hashes.delete(oldest)
    }
    return hash
  }

  return async (fileId: string, contentHash: string, password: string | undefined, signal: AbortSignal): Promise<FileBytes> => {
    const file = files.byId(fileId)
    if (file === null || file.format === null) throw new AlcoveError('file-gone')
    const opened = await disk.open(file.path)
    if ((await hashed(file.path, opened, signal)) !== contentHash) throw new AlcoveError('file-changed')
    return {
      name: file.name,
      size: opened.stamp.size,
      format: file.format,
      ...(password === undefined ? {} : { password }),
      read: () => readAgain(file.path, opened.stamp),
    }
  }

  async function* readAgain(path: string, expected: FileStamp): AsyncIterable<Uint8Array> {
    const file = await disk.open(path)
    if (!same(file.stamp, expected)) throw new AlcoveError('file-changed')
    yield* file.read()
  }
}

function same(one: FileStamp, other: FileStamp): boolean {
  return one.size === other.size && one.modifiedMs === other.modifiedMs && one.changedMs === other.changedMs && one.inode === other.inode
}
