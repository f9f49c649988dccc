/** Starts programs that are not ours to fork: the trainer's Python. A program gets few variables of the surroundings, and no terminal. */
import { spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { Program, ProgramExit, ProgramLine, ProgramOrder, Programs } from '../../models/trainer/program.ts'

/** What programs need of the surroundings: where to put things, how to reach the network, which card to use. */
const inherited = new Set([
  'HOME',
  'USERPROFILE',
  'LOCALAPPDATA',
  'APPDATA',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'PIP_CERT',
  'CUDA_VISIBLE_DEVICES',
])

const longestLine = 100_000

/** `environment`: what the host was started with. */
export function createPrograms(environment: Readonly<Record<string, string | undefined>>): Programs {
  const handed = Object.fromEntries(Object.entries(environment).filter(([key]) => inherited.has(key.toUpperCase())))
  return { start: (order) => start(order, handed) }
}

function start(order: ProgramOrder, handed: Readonly<Record<string, string | undefined>>): Program {
  const child = spawn(order.command, [...order.args], {
    env: { ...handed, PYTHONUNBUFFERED: '1', ...order.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  const queue = createQueue()
  const output = readLines(child.stdout, (text) => queue.put({ from: 'output', text }))
  const error = readLines(child.stderr, (text) => queue.put({ from: 'error', text }))
  const exit = new Promise<ProgramExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', (fault) => {
      queue.put({ from: 'error', text: fault.message })
      // it never came up: no exit follows
      if (child.pid === undefined) resolve({ code: null, signal: null })
    })
  })
  void exit.then(async () => {
    if (child.pid !== undefined) await Promise.all([output, error])
    queue.end()
  })
  // it may have gone before it hears: its end is told by `exit`
  child.stdin.on('error', () => undefined)
  return {
    lines: queue.lines,
    exit,
    say(line) {
      if (child.stdin.writable) child.stdin.write(`${line}\n`)
    },
    hush() {
      child.stdin.end()
    },
    kill() {
      child.kill('SIGKILL')
    },
  }
}

/** Resolves when the stream has ended. */
function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  let open = ''
  stream.setEncoding('utf8')
  stream.on('data', (piece: string) => {
    const lines = piece.split(/\r?\n/u)
    open = (open + (lines[0] ?? '')).slice(0, longestLine)
    for (const line of lines.slice(1)) {
      onLine(open)
      open = line.slice(0, longestLine)
    }
  })
  return new Promise((resolve) => {
    const ended = (): void => {
      if (open !== '') onLine(open)
      open = ''
      resolve()
    }
    stream.once('close', ended)
    stream.once('error', () => undefined)
  })
}

function createQueue(): { put(line: ProgramLine): void; end(): void; readonly lines: AsyncIterable<ProgramLine> } {
  const waiting: ProgramLine[] = []
  let over = false
  let wake = (): void => undefined
  async function* take(): AsyncGenerator<ProgramLine> {
    for (;;) {
      const next = waiting.shift()
      if (next !== undefined) yield next
      else if (over) return
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  }
  return {
    put(line) {
      waiting.push(line)
      wake()
    },
    end() {
      over = true
      wake()
    },
    lines: take(),
  }
}
