/** `--in`, `--type`, `--since` and `--until` as a scope. */
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Scope } from '../../core/types/answer.ts'
import type { Format } from '../../core/types/document.ts'

interface ScopeOptions {
  readonly in?: readonly string[] | undefined
  readonly type?: readonly Format[] | undefined
  /** Milliseconds since 1970; `until` exclusive. */
  readonly since?: number | undefined
  readonly until?: number | undefined
}

export async function scopeOf({ in: paths, type, since, until }: ScopeOptions): Promise<Scope> {
  const modified = { ...(since === undefined ? {} : { from: since }), ...(until === undefined ? {} : { to: until }) }
  return {
    ...(paths === undefined ? {} : { paths: await indexedPaths(paths) }),
    ...(type === undefined ? {} : { formats: type }),
    ...(since === undefined && until === undefined ? {} : { modified }),
  }
}

/** As the index has them: absolute, links resolved; one that is gone from the disk may still be indexed. */
export async function indexedPaths(paths: readonly string[]): Promise<readonly string[]> {
  return await Promise.all(paths.map((path) => realpath(path).catch(() => resolve(path))))
}
