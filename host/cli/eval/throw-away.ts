/** A data folder that lives as long as one measurement. */
import { mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AlcoveError } from '../../../core/errors.ts'
import type { Environment } from '../../environment.ts'
import { makeFolder } from '../../make-folder.ts'

/** In the folder `named`, which is made where it is missing, or where the system keeps temporary files. */
export async function inThrowAwayFolder<T>(named: string | undefined, { temporary }: Environment, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await fresh(named === undefined ? temporary : resolve(named))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function fresh(above: string): Promise<string> {
  try {
    await makeFolder(above)
    return await mkdtemp(join(above, 'alcove-eval-'))
  } catch (error) {
    throw new AlcoveError('data-folder-unusable', { path: above }, error)
  }
}
