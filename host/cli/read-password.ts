/** A password for this command: asked on the terminal without showing it, or the first line of standard input. */
import { createInterface } from 'node:readline'
import type { ReadStream } from 'node:tty'
import { AlcoveError } from '../../core/errors.ts'

const interrupt = '\u0003'
const enter: readonly string[] = ['\r', '\n', '\u0004']
const erase: readonly string[] = ['\b', '\u007f']

/** Throws `usage` where none was given, `stopped` at Ctrl-C, or the signal's reason. `say` writes without a line's end. */
export async function readPassword(input: NodeJS.ReadStream, question: string, say: (text: string) => void, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted()
  const password = input.isTTY ? await typed(input, question, say) : await firstLine(input)
  if (password === '') throw new AlcoveError('usage')
  return password
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) return line
  return ''
}

function typed(input: ReadStream, question: string, say: (text: string) => void): Promise<string> {
  say(question)
  // keys come one by one and are not shown; Ctrl-C is a key like others then
  input.setRawMode(true)
  input.setEncoding('utf8')
  return new Promise((resolve, reject) => {
    let password: string[] = []
    const finish = (): void => {
      input.off('data', take).pause()
      input.setRawMode(false)
      say('\n')
    }
    const take = (text: string): void => {
      for (const key of text) {
        if (key === interrupt) {
          finish()
          reject(new AlcoveError('stopped'))
          return
        }
        if (enter.includes(key)) {
          finish()
          resolve(password.join(''))
          return
        }
        if (erase.includes(key)) password = password.slice(0, -1)
        else password.push(key)
      }
    }
    input.on('data', take).resume()
  })
}
