/** Questions in the terminal that are answered by a line each; from a pipe the lines come as they stand there. */
import { createInterface } from 'node:readline'

export interface Lines {
  /** Null where the input has ended. */
  ask(question: string): Promise<string | null>
  close(): void
}

/** `say` writes without a line's end. The signal ends the input. */
export function readLines(input: NodeJS.ReadStream, say: (text: string) => void, signal: AbortSignal): Lines {
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  const lines = reader[Symbol.asyncIterator]()
  const end = (): void => reader.close()
  signal.addEventListener('abort', end, { once: true })
  return {
    async ask(question) {
      say(question)
      const next = await lines.next()
      return next.done ? null : next.value
    },
    close() {
      signal.removeEventListener('abort', end)
      end()
    },
  }
}
