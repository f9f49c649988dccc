/** A data folder that lives as long as one measurement. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../../environment.ts'

export async function inThrowAwayFolder<T>({ temporary }: Environment, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(temporary, 'alcove-eval-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
