/**
 * Every entry below a folder. Links are never followed, hidden and machine-made folders never entered; what is
 * left out is named with its reason. Names are bytes on most systems: one that is not text is reported, not guessed.
 */
import { type BigIntStats, type Dirent } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AlcoveError } from '../../core/errors.ts'
import type { FileStamp, Walked } from '../../core/ports/file-source.ts'
import { isIgnored } from './ignore-rules.ts'
import { systemCode } from './system-code.ts'

/** Files asked about at once: the system answers four at a time. */
const atOnce = 64

type Entry = Dirent<Buffer>

export function stampOf(found: BigIntStats): FileStamp {
  return { size: Number(found.size), modifiedMs: Number(found.mtimeNs) / 1e6, changedMs: Number(found.ctimeNs) / 1e6, inode: String(found.ino) }
}

/** Whether an entry is left out for its name. */
type Ignored = (name: string, isFolder: boolean) => boolean

export async function* walk(path: string, signal: AbortSignal, ignored: Ignored = isIgnored): AsyncGenerator<Walked> {
  if (await isFolder(path)) yield* below(path, path, signal, ignored)
  else yield* inspected([path], signal)
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory()
  } catch (error) {
    throw systemCode(error) === null ? error : new AlcoveError('source-offline', {}, error)
  }
}

async function* below(folder: string, root: string, signal: AbortSignal, ignored: Ignored): AsyncGenerator<Walked> {
  signal.throwIfAborted()
  let entries: readonly Entry[]
  try {
    entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' })
  } catch (error) {
    if (systemCode(error) === null) throw error
    // a folder that went away by itself is gone; with its drive it is not
    if (systemCode(error) === 'ENOENT' && folder !== root && (await isThere(root))) return
    if (folder === root || !(await isThere(root))) throw new AlcoveError('source-offline', {}, error)
    yield { kind: 'failed', path: folder, name: basename(folder), code: 'file-unreadable' }
    return
  }
  const folders: string[] = []
  let files: string[] = []
  for (const { name, entry } of named(entries)) {
    const path = join(folder, name ?? readable(entry.name))
    const skipped = skipReason(entry, name, path, ignored)
    if (skipped !== null) yield skipped
    else if (entry.isDirectory()) folders.push(path)
    else files.push(path)
    if (files.length < atOnce) continue
    yield* inspected(files, signal)
    files = []
  }
  yield* inspected(files, signal)
  for (const next of folders) yield* below(next, root, signal, ignored)
}

/** By name, so that two walks agree; null where the bytes are no text. */
function named(entries: readonly Entry[]): readonly { readonly name: string | null; readonly entry: Entry }[] {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const decoded = entries.map((entry) => {
    try {
      return { name: text.decode(entry.name), entry }
    } catch {
      // reported as `name-not-readable`
      return { name: null, entry }
    }
  })
  return decoded.sort((a, b) => Buffer.compare(a.entry.name, b.entry.name))
}

/** Bytes that are no text, written so that no two names become one. */
function readable(name: Buffer): string {
  return name.toString('latin1').replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`)
}

function skipReason(entry: Entry, name: string | null, path: string, ignored: Ignored): Walked | null {
  const skipped = (reason: Extract<Walked, { kind: 'skipped' }>['reason']): Walked => ({ kind: 'skipped', path, name: basename(path), size: 0, reason })
  if (name === null) return skipped('name-not-readable')
  if (ignored(name, entry.isDirectory())) return skipped('ignored')
  if (entry.isSymbolicLink()) return skipped('link')
  if (entry.isFile() || entry.isDirectory()) return null
  return skipped('special-file')
}

async function* inspected(paths: readonly string[], signal: AbortSignal): AsyncGenerator<Walked> {
  signal.throwIfAborted()
  for (const walked of await Promise.all(paths.map(inspect))) if (walked !== null) yield walked
}

/** Null where it went away between the listing and now. */
async function inspect(path: string): Promise<Walked | null> {
  const name = basename(path)
  try {
    const found = await lstat(path, { bigint: true })
    if (found.isFile()) return { kind: 'file', path, name, stamp: stampOf(found) }
    return { kind: 'skipped', path, name, size: 0, reason: found.isSymbolicLink() ? 'link' : 'special-file' }
  } catch (error) {
    if (systemCode(error) === null) throw error
    return systemCode(error) === 'ENOENT' ? null : { kind: 'failed', path, name, code: 'file-unreadable' }
  }
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch {
    // unreachable for whatever reason
    return false
  }
}
