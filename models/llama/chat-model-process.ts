/** The chat-model process: holds one llama.cpp model and answers one job after the other. Ending it frees all it held. */
import { totalmem } from 'node:os'
import process from 'node:process'
import { AlcoveError } from '../../core/errors.ts'
import { connectToParent } from '../child-port.ts'
import { startWatchdog } from '../watchdog.ts'
import type { FromChatModel, ToChatModel } from './chat-model-calls.ts'
import { createSession } from './chat-model-session.ts'
import { forbidPrograms } from './no-programs.ts'

process.env['NODE_LLAMA_CPP_SKIP_DOWNLOAD'] = 'true'
forbidPrograms()
const port = connectToParent()
startWatchdog(totalmem() / 1_000_000)
const session = createSession()
const running = new Map<number, AbortController>()
let last: Promise<void> = Promise.resolve()

const tell = (message: FromChatModel): void => port.send(message)

async function work({ id, order }: Extract<ToChatModel, { readonly type: 'job' }>, signal: AbortSignal): Promise<void> {
  try {
    signal.throwIfAborted()
    await session.run(order, { loaded: (inMemory) => tell({ type: 'loaded', id, inMemory }), part: (part) => tell({ type: 'part', id, part }) }, signal)
    tell({ type: 'done', id })
  } catch (error) {
    const known = signal.aborted ? new AlcoveError('stopped') : error
    // a bug ends the process, and the parent sees that it died
    if (!(known instanceof AlcoveError)) throw error
    tell({ type: 'failed', id, code: known.code, details: known.details })
  } finally {
    running.delete(id)
  }
}

port.onMessage((raw) => {
  const message = raw as ToChatModel
  if (message.type === 'stop') {
    running.get(message.id)?.abort()
    return
  }
  const stop = new AbortController()
  running.set(message.id, stop)
  last = last.then(async () => await work(message, stop.signal))
})
