/** Where a running engine can be reached: written into the data folder, readable by its user only. */
import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Environment } from '../environment.ts'

const EngineAddress = z.strictObject({
  version: z.string(),
  pid: z.number().int(),
  /** A local socket's path or a named pipe; never an address on the network. */
  socket: z.string(),
  /** Shown with every connection: a pipe has no file mode to guard it. */
  token: z.string().min(32),
})
export type EngineAddress = Readonly<z.infer<typeof EngineAddress>>

/** A socket's path must fit in about 100 bytes, so it stands in a folder of ours and not in the data folder. */
export async function newAddress(dataFolder: string, version: string, environment: Environment): Promise<EngineAddress> {
  const name = `${createHash('sha256').update(dataFolder).digest('hex').slice(0, 16)}-${process.pid}`
  const token = randomBytes(32).toString('hex')
  if (environment.platform === 'win32') return { version, pid: process.pid, socket: `\\\\.\\pipe\\alcove-${name}-${token.slice(0, 8)}`, token }
  const folder = join(environment.xdgRuntimeDir ?? environment.temporary, `alcove-${process.getuid?.() ?? 'user'}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // fails where the folder is somebody else's, who could then put a socket of theirs into it
  await chmod(folder, 0o700)
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
