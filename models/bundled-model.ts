/** The files of an embedding model on disk: its manifest, and whether each file is what the manifest says. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AlcoveError } from '../core/errors.ts'

const FileEntry = z.object({
  /** Relative to the manifest, with forward slashes. */
  path: z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

const Manifest = z.object({
  id: z.string().min(1),
  revision: z.string().min(1),
  dimensions: z.number().int().positive(),
  /** Longest input, special tokens included. */
  maxTokens: z.number().int().positive(),
  pooling: z.literal('mean'),
  normalize: z.literal(true),
  files: z.array(FileEntry).min(1),
})
export type Manifest = Readonly<z.infer<typeof Manifest>>

/** Throws `model-broken` where there is no manifest or it does not read as one. */
export function readManifest(modelFolder: string): Manifest {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(modelFolder, 'manifest.json'), 'utf8')))
  } catch (error) {
    throw new AlcoveError('model-broken', { file: 'manifest.json' }, error)
  }
}

/** One small file of the model as JSON, checked before it is parsed. */
export function readModelJson(modelFolder: string, manifest: Manifest, path: string): Record<string, unknown> {
  try {
    const content = readFileSync(join(modelFolder, path))
    check(manifest, path, content)
    return JSON.parse(content.toString('utf8')) as Record<string, unknown>
  } catch (error) {
    throw error instanceof AlcoveError ? error : new AlcoveError('model-broken', { file: path }, error)
  }
}

/** Compares every file with its size and SHA-256: about 20 ms for 23 MB. Throws `model-broken`. */
export async function checkModelFiles(modelFolder: string, manifest: Manifest): Promise<void> {
  for (const { path } of manifest.files) {
    const content = await readFile(join(modelFolder, path)).catch((error: unknown) => {
      throw new AlcoveError('model-broken', { file: path }, error)
    })
    check(manifest, path, content)
  }
}

function check(manifest: Manifest, path: string, content: Uint8Array): void {
  const entry = manifest.files.find((file) => file.path === path)
  if (entry === undefined || content.byteLength !== entry.bytes || createHash('sha256').update(content).digest('hex') !== entry.sha256) {
    throw new AlcoveError('model-broken', { file: path })
  }
}
