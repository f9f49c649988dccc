/** Opens GGUF files, and gives faults in them the codes that people know. */
import { type FileHandle, open } from 'node:fs/promises'
import { AlcoveError } from '../../core/errors.ts'
import { GgufFault } from './cursor.ts'
import { type GgufHeader, readHeader } from './header.ts'
import { readBytes } from './read-bytes.ts'

/** A file whose header held, and which is read on. */
export interface OpenGguf {
  readonly header: GgufHeader
  /** Fills `into`, which it returns, with what stands at `at`, bytes from the file’s start. Throws `gguf-broken` where the file became shorter. */
  read(at: number, into: Uint8Array): Promise<Uint8Array>
  close(): Promise<void>
}

/** Throws `path-missing`, `path-unreadable` or `gguf-broken`. */
export async function openGguf(path: string, signal: AbortSignal): Promise<OpenGguf> {
  const file = await openFile(path, 'gguf-broken')
  try {
    const header = await asBroken(path, async () => await readHeader(file, (await file.stat()).size, signal))
    return { header, read: async (at, into) => await asBroken(path, async () => await readBytes(file, at, into)), close: async () => await file.close() }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** What `use` makes of the header. Throws as `openGguf`, and what `use` throws; its own faults become `gguf-broken`. */
export async function withGguf<T>(path: string, signal: AbortSignal, use: (header: GgufHeader) => T): Promise<T> {
  const file = await openGguf(path, signal)
  try {
    return await asBroken(path, async () => use(file.header))
  } finally {
    await file.close()
  }
}

/** Gives faults of the file the code that people know. */
export async function asBroken<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof GgufFault) throw new AlcoveError('gguf-broken', { path }, error)
    throw error
  }
}

/** To read; the caller closes it. Throws `path-missing`, `path-unreadable`, or `broken` for what is no file. */
export async function openFile(path: string, broken: 'gguf-broken' | 'safetensors-broken'): Promise<FileHandle> {
  try {
    const file = await open(path)
    if ((await file.stat()).isFile()) return file
    await file.close()
    throw new AlcoveError(broken, { path })
  } catch (error) {
    if (error instanceof AlcoveError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : null
    throw new AlcoveError(code === 'ENOENT' ? 'path-missing' : 'path-unreadable', { path }, error)
  }
}
