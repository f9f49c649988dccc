/** The real disk: a walk that stays inside its folder, and files that are opened without following links. */
import { constants } from 'node:fs'
import { access, lstat, open, realpath, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { AlcoveError } from '../../core/errors.ts'
import type { FileSource, FileStamp, OpenFile } from '../../core/ports/file-source.ts'
import { systemCode } from './system-code.ts'
import { isThere, stampOf, walk } from './walk.ts'

/** Bytes per read. */
const pieceBytes = 1 << 18

export function createDiskFiles(): FileSource {
  return {
    async identify(path) {
      try {
        const real = await realpath(path)
        const found = await stat(real)
        await access(real, found.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK)
        if (!found.isDirectory() && !found.isFile()) throw new AlcoveError('path-unreadable', { path })
        return { path: real, kind: found.isDirectory() ? 'folder' : 'file' }
      } catch (error) {
        throw pathFailure(error, path)
      }
    },
    reachable: isThere,
    async device(path) {
      try {
        return String((await stat(path, { bigint: true })).dev)
      } catch (error) {
        throw pathFailure(error, path)
      }
    },
    walk,
    open: openFile,
  }
}

function pathFailure(error: unknown, path: string): unknown {
  if (error instanceof AlcoveError) return error
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AlcoveError('path-missing', { path }, error)
    case null:
      return error
    default:
      return new AlcoveError('path-unreadable', { path }, error)
  }
}

function fileFailure(error: unknown, path: string): unknown {
  if (error instanceof AlcoveError) return error
  const name = basename(path)
  switch (systemCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AlcoveError('file-gone', { name }, error)
    case null:
      return error
    default:
      return new AlcoveError('file-unreadable', { name }, error)
  }
}

async function openFile(path: string): Promise<OpenFile> {
  const stamp = await stampNow(path)
  return {
    stamp,
    read: () => read(path, stamp),
    async verify() {
      if (!same(stamp, await stampNow(path))) throw new AlcoveError('file-changing', { name: basename(path) })
    },
  }
}

async function stampNow(path: string): Promise<FileStamp> {
  try {
    const found = await lstat(path, { bigint: true })
    if (!found.isFile()) throw new AlcoveError('file-unreadable', { name: basename(path) })
    return stampOf(found)
  } catch (error) {
    throw fileFailure(error, path)
  }
}

/** Every read opens the file anew and makes sure that it is still the one that was asked for. */
async function* read(path: string, stamp: FileStamp): AsyncGenerator<Uint8Array> {
  const changing = () => new AlcoveError('file-changing', { name: basename(path) })
  try {
    // not waiting: a pipe put in the file's place would hold us for ever
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      if (!same(stamp, stampOf(await file.stat({ bigint: true })))) throw changing()
      for (let at = 0; at < stamp.size; ) {
        const { bytesRead, buffer } = await file.read(new Uint8Array(Math.min(pieceBytes, stamp.size - at)), 0, null, at)
        if (bytesRead === 0) throw changing()
        at += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileFailure(error, path)
  }
}

function same(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs && a.changedMs === b.changedMs && a.inode === b.inode
}
