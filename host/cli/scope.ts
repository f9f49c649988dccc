/** `--in PATH` as a scope. */
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Scope } from '../../core/types/answer.ts'

/** Paths as the index has them: absolute, links resolved; one that is gone from the disk may still be indexed. */
export async function scopeOf(paths: readonly string[] | undefined): Promise<Scope> {
  if (paths === undefined) return {}
  return { paths: await Promise.all(paths.map((path) => realpath(path).catch(() => resolve(path)))) }
}
