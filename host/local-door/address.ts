/** Where a running engine can be reached: written into the data folder, readable by its user only. */
import { createHash, randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Environment } from '../environment.ts'
import { socketFolder, sweepSockets } from './socket-folder.ts'

const EngineAddress = z.strictObject({
  version: z.string(),
  pid: z.number().int(),
  /** A local socket's path or a named pipe; never an address on the network. */
  socket: z.string(),
  /** Shown with every connection: a pipe has no file mode to guard it. */
  token: z.string().min(32),
})
export type EngineAddress = Readonly<z.infer<typeof EngineAddress>>

/** For whoever holds the data folder: sockets that killed engines left for it are cleared away. */
export async function newAddress(dataFolder: string, version: string, environment: Environment): Promise<EngineAddress> {
  const start = `${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}-`
  const name = `${start}${process.pid}`
  const token = randomBytes(32).toString('hex')
  if (environment.platform === 'win32') return { version, pid: process.pid, socket: `\\\\.\\pipe\\alcove-${name}-${token.slice(0, 8)}`, token }
  const folder = await socketFolder(name, dataFolder, environment)
  await sweepSockets(folder, start)
  return { version, pid: process.pid, socket: join(folder, name), token }
}

export async function writeAddress(file: string, address: EngineAddress): Promise<void> {
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, JSON.stringify(address), { mode: 0o600 })
  await rename(fresh, file)
}

/** Null where there is none or it cannot be read as one. */
export async function readAddress(file: string): Promise<EngineAddress | null> {
  try {
    return EngineAddress.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    // Written by another version or not there: either way nothing to connect to.
    return null
  }
}

export async function removeAddress(file: string): Promise<void> {
  await rm(file, { force: true })
}
