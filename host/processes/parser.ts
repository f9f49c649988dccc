/**
 * The parser process: one hostile document at a time. It is handed bytes and hands back parts; the
 * only place that loads `core/parse`.
 */
import { constants, setPriority } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { AlcoveError } from '../../core/errors.ts'
import { parse } from '../../core/parse/parse.ts'
import type { ParseSource } from '../../core/parse/source.ts'
import type { AttachmentEvent } from '../../core/types/mail-resume.ts'
import { childExits, childSettings, connectToParent } from '../../models/child-port.ts'
import { startWatchdog } from '../../models/watchdog.ts'
import type { FromParser, JobFile, ParserOrder, ToParser } from './parser-wire.ts'

const port = connectToParent()
const watchdog = startWatchdog(Number(childSettings()['memoryMb'] ?? 1000))
keepPrototypes()

/** The job at work: what it waits for is resolved by messages. */
interface Job {
  readonly id: number
  readonly bytes: Inbox<Uint8Array | null>
  readonly room: Inbox<true>
  left: boolean
}
let current: Job | undefined

const send = (message: FromParser): void => port.send(message)

port.onMessage((raw) => {
  const message = raw as ToParser
  if ('file' in message) {
    const job: Job = { id: message.job, bytes: createInbox(), room: createInbox(), left: false }
    current = job
    void run(job, message)
  } else if (message.job !== current?.id) return
  else if (message.type === 'bytes') current.bytes.put(message.chunk)
  else {
    if (message.type === 'leave') current.left = true
    current.room.put(true)
  }
})

async function run(job: Job, order: ParserOrder): Promise<void> {
  watchdog.atWork(true)
  try {
    if (order.type === 'draw') {
      const { drawPage } = await import('../../core/parse/pictures/picture.ts')
      send({ type: 'picture', job: job.id, picture: await drawPage(sourceOf(job, order.file), order.page) })
    } else if (order.type === 'recognize') {
      // it takes seconds of work for each page, and nobody waits for it
      setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
      const { recognizePage } = await import('../../core/parse/pictures/recognize.ts')
      send({ type: 'recognized', job: job.id, blocks: await recognizePage(sourceOf(job, order.file), order.page) })
    } else {
      compileLittle()
      const onAttachment = async (event: AttachmentEvent): Promise<void> => {
        send({ type: 'attachment', job: job.id, event })
        // on its way before the attachment gets to work
        await setImmediate()
      }
      for await (const part of parse(sourceOf(job, order.file), order, { resume: order.resume, onAttachment })) {
        await job.room.take()
        if (job.left) break
        send({ type: 'part', job: job.id, part })
      }
    }
  } catch (error) {
    if (!(error instanceof AlcoveError)) {
      // a bug, or a document that broke a library: nothing in this process is to be trusted
      process.stderr.write(whereOf(error))
      process.exit(childExits.bug)
    }
    send({ type: 'failed', job: job.id, code: error.code, details: error.details })
  }
  watchdog.atWork(false)
  send({ type: 'idle', job: job.id, rss: process.memoryUsage.rss() })
}

/** Kind and place of a failure. Its message may quote the document, and documents stay out of logs. */
function whereOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed\n'
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return `${[error.name, ...frames.slice(0, 12)].join('\n')}\n`
}

/** Asks for one piece ahead, so that reading the disk and parsing overlap. */
function sourceOf(job: Job, file: JobFile): ParseSource {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    send({ type: 'pull', job: job.id })
    for (;;) {
      const chunk = await job.bytes.take()
      if (chunk === null) return
      send({ type: 'pull', job: job.id })
      yield chunk
    }
  }
  return { ...file, chunks: chunks() }
}

/** Values in the order in which they came; `take` waits for the next. */
interface Inbox<T> {
  put(value: T): void
  take(): Promise<T>
}

function createInbox<T>(): Inbox<T> {
  const values: T[] = []
  let waiting: ((value: T) => void) | undefined
  return {
    put(value) {
      if (waiting === undefined) values.push(value)
      else waiting(value)
      waiting = undefined
    },
    take: () =>
      new Promise((resolve) => {
        const [value] = values
        if (values.length > 0) {
          values.shift()
          resolve(value as T)
        } else waiting = resolve
      }),
  }
}

/** No document adds a key to what every object inherits from. The other prototypes stay as they are: V8's fast paths depend on it. */
function keepPrototypes(): void {
  Object.preventExtensions(Object.prototype)
}

/**
 * A parser process reads for seconds: what V8 gains by optimizing more code, sooner and further, is less than what the
 * compiling costs. So it pastes less of small functions into large ones (its own measure is 920); in the V8 of Node 20,
 * whose later versions count otherwise, functions must also run four times as long before they are optimized, small
 * ones like all others, and PDFium's code likewise, checked where it is first called, its loops as they are written.
 * The same code gives the same output whichever way it is compiled. V8 passes over a flag that it does not know.
 */
const everywhere = ['--max-inlined-bytecode-size-cumulative=200']
const inNode20 = [
  '--interrupt-budget=270336',
  '--max-bytecode-size-for-early-opt=0',
  '--wasm-tiering-budget=7200000',
  '--no-wasm-loop-unrolling',
  '--no-wasm-loop-peeling',
  '--wasm-lazy-validation',
]

let compilesLittle = false

/** Electron's V8 compiles in other steps and keeps its own measures; so does a process that draws pages or recognises text, which is waited for or runs for long. */
function compileLittle(): void {
  if (compilesLittle || process.versions['electron'] !== undefined) return
  compilesLittle = true
  for (const flag of process.versions.v8.startsWith('11.') ? [...everywhere, ...inNode20] : everywhere) setFlagsFromString(flag)
}
