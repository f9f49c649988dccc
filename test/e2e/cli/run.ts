/** Runs the command line in a folder that is its user's home, with none of our own surroundings. */
import { spawn } from 'node:child_process'
import { type Ended, endOf } from '../../anomaly/alcove.ts'

export async function run(cli: string, args: readonly string[], home: string): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { cwd: home, env: { PATH: process.env['PATH'], HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] })
  return await endOf(child)
}
