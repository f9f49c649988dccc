/** The CPU time of a real `alcove add`, its parser processes apart: each process by itself, as the system counts it. Linux only. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'

export interface IndexingCpu {
  /** Seconds of all processes together. */
  readonly all: number
  /** Seconds of each parser process. */
  readonly parsers: readonly number[]
}

interface Seen {
  readonly pid: number
  readonly parent: number
  readonly name: string
  readonly seconds: number
}

/** The parser processes live until the run is over, and rest at its end: little is missed between two looks. */
const lookMs = 100
/** `USER_HZ` of every Linux. */
const ticksPerSecond = 100

/** Into an empty profile. Null where the system does not tell, or the run failed. */
export async function measureIndexingCpu(folder: string): Promise<IndexingCpu | null> {
  if (process.platform !== 'linux') return null
  const data = mkdtempSync(join(tmpdir(), 'alcove-bench-'))
  try {
    const command = `"$0" dist/cli.js add "$1" --data "$2" --json > /dev/null 2>&1 && times`
    const shell = spawn('sh', ['-c', command, process.execPath, resolve(folder), data], { stdio: ['ignore', 'pipe', 'inherit'] })
    const parsers = new Map<number, number>()
    const look = setInterval(() => {
      for (const { pid, name, seconds } of below(shell.pid ?? 0)) if (name === 'alcove-parser') parsers.set(pid, seconds)
    }, lookMs)
    let told = ''
    shell.stdout.setEncoding('utf8').on('data', (piece: string) => {
      told += piece
    })
    const [status] = (await once(shell, 'close')) as [number | null]
    clearInterval(look)
    return status === 0 ? { all: childSeconds(told), parsers: [...parsers.values()] } : null
  } finally {
    rmSync(data, { recursive: true })
  }
}

/** The second line of a shell's `times`: minutes and seconds of its children, user and system. */
function childSeconds(told: string): number {
  const line = told.trim().split('\n').at(-1) ?? ''
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0)
}

/** Processes that come from this one. */
function below(root: number): readonly Seen[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? processOf(name) : []))
  const found: Seen[] = []
  let parents = new Set([root])
  while (parents.size > 0) {
    const children = all.filter(({ parent }) => parents.has(parent))
    found.push(...children)
    parents = new Set(children.map(({ pid }) => pid))
  }
  return found
}

/** None where it has ended meanwhile. See proc(5), `stat`: the name stands in brackets and may hold anything. */
function processOf(pid: string): readonly Seen[] {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (error instanceof Error) return []
    throw error
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
  return [{ pid: Number(pid), parent: Number(fields[1]), name, seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond }]
}
