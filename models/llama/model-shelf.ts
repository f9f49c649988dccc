/**
 * The models and adapters of one profile: their files lie in one folder, and a list beside them says what each is and which
 * model an adapter was trained on. Nothing is listed that was not checked.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AlcoveError } from '../../core/errors.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
const count = z.number().int().nonnegative()
const fileName = z.string().regex(/^[^/\\]+\.gguf$/u)
const ShelfFile = z.strictObject({
  name: z.string().min(1),
  /** In the shelf’s folder. */
  file: fileName,
  sha256,
  /** Bytes and milliseconds since 1970 when it was hashed: a file with both unchanged is taken to be the same. */
  size: count,
  modified: z.number(),
  architecture: z.string(),
})

export const ShelfModel = ShelfFile.extend({
  parameters: count,
  quantization: z.string().nullable(),
  contextTokens: count,
  contextBytes: count.nullable(),
  thinks: z.boolean(),
})
export type ShelfModel = Readonly<z.infer<typeof ShelfModel>>

export const ShelfAdapter = ShelfFile.extend({
  /** The model it was trained on, by name and by content. */
  base: z.string(),
  baseSha256: sha256,
  scale: z.number().min(0),
})
export type ShelfAdapter = Readonly<z.infer<typeof ShelfAdapter>>

const ShelfList = z.strictObject({ version: z.literal(1), models: z.array(ShelfModel), adapters: z.array(ShelfAdapter) })
export interface ShelfList {
  readonly models: readonly ShelfModel[]
  readonly adapters: readonly ShelfAdapter[]
}

const listName = 'models.json'
const empty: ShelfList = { models: [], adapters: [] }

/** Throws `data-folder-unusable` where there is a list that is none: files are not forgotten for it. */
export async function readShelf(folder: string): Promise<ShelfList> {
  const path = join(folder, listName)
  try {
    return ShelfList.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return empty
    throw new AlcoveError('data-folder-unusable', { path }, error)
  }
}

export async function writeShelf(folder: string, { models, adapters }: ShelfList): Promise<void> {
  const path = join(folder, listName)
  const fresh = `${path}.new`
  await writeFile(fresh, `${JSON.stringify({ version: 1, models, adapters }, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(fresh, path)
}

/** SHA-256 in hexadecimal digits. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { signal, highWaterMark: 1_048_576 })) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}

/** The file’s place, where it is still the one that was listed. Throws `model-missing` or `gguf-broken`. */
export async function verified(folder: string, file: z.infer<typeof ShelfFile>, signal: AbortSignal): Promise<string> {
  const path = join(folder, file.file)
  const found = await stat(path).catch((error: unknown) => {
    throw new AlcoveError('model-missing', { model: file.name }, error)
  })
  if (found.size === file.size && found.mtimeMs === file.modified) return path
  if ((await hashFile(path, signal)) !== file.sha256) throw new AlcoveError('gguf-broken', { path })
  return path
}
