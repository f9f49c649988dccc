/** Runs the built command line as a person would, each with a data folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

export const cli = resolve(import.meta.dirname, '../../dist/cli.js')

/** A folder that goes when the test ends. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `alcove-${name}-`))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }))
  return folder
}

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

/** What the child printed and how it ended; throws where it could not be started. */
export function endOf(child: ChildProcess): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise<Ended>((resolveEnded, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolveEnded({ code, signal, stdout, stderr }))
  })
}

export function startProgram(program: string, args: readonly string[], environment: Record<string, string> = {}): Running {
  const child = spawn(program, args, { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  return { child, ended: endOf(child) }
}

export function startAlcove(args: readonly string[], environment: Record<string, string> = {}): Running {
  return startProgram(process.execPath, [cli, ...args], environment)
}

export function alcove(args: readonly string[], environment: Record<string, string> = {}): Promise<Ended> {
  return startAlcove(args, environment).ended
}

/** The one JSON document on standard output. */
export async function alcoveJson<T>(args: readonly string[], environment: Record<string, string> = {}): Promise<T> {
  const { stdout, stderr, code } = await alcove([...args, '--json'], environment)
  try {
    return JSON.parse(stdout) as T
  } catch (error) {
    throw new Error(`exit ${code}, standard error: ${stderr}, standard output: ${stdout.slice(0, 500)}`, { cause: error })
  }
}
