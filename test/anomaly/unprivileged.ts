/** Runs the command line as a user who may not read everything: root could. */
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { chmod, chown, mkdir } from 'node:fs/promises'
import { cli, type Ended, endOf } from './alcove.ts'

/** The system's user without rights, where the tests run as root. */
const nobody = 65_534
const isRoot = process.getuid?.() === 0
const user: SpawnOptions = isRoot ? { uid: nobody, gid: nobody } : {}

/** False on Windows, and where that user cannot even read Alcove itself, as in a home folder of root. CI has it where everyone may read. */
export const canRunUnprivileged =
  process.platform !== 'win32' && spawnSync(process.execPath, ['-e', `require('fs').readFileSync(${JSON.stringify(cli)})`], user).status === 0

/** A folder that this user can write to. */
export async function ownFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true })
  if (isRoot) await chown(path, nobody, nobody)
  return path
}

/** May be entered and listed by everyone: temporary folders are not. */
export async function openToAll(path: string): Promise<void> {
  await chmod(path, 0o755)
}

/** `home` is that user's own, and takes the place of the system's temporary files too. */
export async function alcoveUnprivileged(args: readonly string[], home: string): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], {
    ...user,
    cwd: home,
    env: { PATH: process.env['PATH'], HOME: home, TMPDIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return await endOf(child)
}
