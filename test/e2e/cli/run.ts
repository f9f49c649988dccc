/** Runs the command line in a folder that is its user's home, with none of our own surroundings. */
import { spawn } from 'node:child_process'
import type { Ended } from '../../anomaly/alcove.ts'

export async function run(cli: string, args: readonly string[], home: string): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { cwd: home, env: { PATH: process.env['PATH'], HOME: home }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return await new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}
