/** A folder with a scripted Python in it, for tests of what surrounds the trainer. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Python } from '../../../models/trainer/program.ts'

export interface Script {
  readonly venv?: 'fails'
  readonly pip?: 'hash' | 'hangs'
  readonly look?: 'fails'
  readonly steps?: number
  readonly stepMs?: number
  /** The step at which it dies, unless it goes on from there or later; by which signal. */
  readonly dieAt?: number
  readonly dieBy?: 'SIGSEGV' | 'SIGKILL'
  readonly memory?: number
  readonly error?: { readonly code: string; readonly reason: string; readonly details?: Readonly<Record<string, string | number>> }
  /** Folder whose files become the result. */
  readonly adapter?: string
}

export interface ScriptedPython extends Python {
  write(script: Script): void
  /** What it was called with, in order. */
  asked(): readonly { readonly args: readonly string[]; readonly environment: Readonly<Record<string, string>> }[]
}

const program = resolve(import.meta.dirname, 'python.mjs')

/** `folder` exists. POSIX only: a shell stands between, which is gone once it has started the program. */
export function scriptedPython(folder: string, script: Script = {}): ScriptedPython {
  const bin = join(folder, 'python')
  mkdirSync(bin, { recursive: true })
  const path = join(bin, 'python3.12')
  const start = `#!/bin/sh\nSCRIPT_HOME='${folder}' SCRIPT_PROGRAM="$0" exec '${process.execPath}' '${program}' "$@"\n`
  writeFileSync(path, start, { mode: 0o755 })
  const asked = join(folder, 'asked.jsonl')
  const write = (next: Script): void => writeFileSync(join(folder, 'script.json'), JSON.stringify(next))
  rmSync(asked, { force: true })
  write(script)
  return {
    path,
    version: '3.12',
    write,
    asked: () =>
      readFileSync(asked, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  }
}
