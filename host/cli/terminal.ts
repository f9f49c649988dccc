/** Where the command line writes: results on standard output, everything else on standard error. */
import { type Lines, readLines } from './read-lines.ts'
import { readPassword } from './read-password.ts'

export interface Terminal {
  /** Results go to a person's screen, not into a file or pipe. */
  readonly watched: boolean
  /** In this colour, where results go to a screen that has colours and nobody asked for none. */
  coloured(text: string, colour: 'red' | 'yellow'): string
  /** One line of a result. */
  result(line: string): void
  /** A piece of a result, as it comes. */
  piece(text: string): void
  /** One line for the person. */
  say(line: string): void
  /** Asks for what is not to be shown, or reads the first line of standard input. Throws `usage` where that is empty, and `stopped`. */
  secret(question: string, signal: AbortSignal): Promise<string>
  /** Asks questions and reads a line for each, until it is closed. */
  lines(signal: AbortSignal): Lines
  /** One line that replaces the last of its kind; where there is no terminal, one now and then. */
  progress(line: string): void
  /** Takes the progress line away. */
  clear(): void
  /** Resolves when all that was written has left the process. */
  flushed(): Promise<void>
}

/** Between two lines of progress in a file or pipe. Milliseconds. */
const sparse = 10_000
const repaint = 100

export function createTerminal(input: NodeJS.ReadStream, out: NodeJS.WriteStream, err: NodeJS.WriteStream, plain: boolean): Terminal {
  const live = err.isTTY && !plain
  const colours = out.isTTY && !plain
  let shown = false
  // what is over in a moment needs no line in a file
  let last = live ? -Infinity : performance.now()

  function clear(): void {
    if (shown) err.write('\r\u001b[2K')
    shown = false
  }

  return {
    watched: out.isTTY,
    coloured: (text, colour) => (colours ? `\u001b[${colour === 'red' ? 31 : 33}m${text}\u001b[39m` : text),
    result(line) {
      clear()
      out.write(`${line}\n`)
    },
    piece(text) {
      clear()
      out.write(text)
    },
    say(line) {
      clear()
      err.write(`${line}\n`)
    },
    lines: (signal) => readLines(input, (text) => err.write(text), signal),
    secret: async (question, signal) => await readPassword(input, question, (text) => err.write(text), signal),
    progress(line) {
      const now = performance.now()
      if (now - last < (live ? repaint : sparse)) return
      last = now
      if (live) err.write(`\r\u001b[2K${line.slice(0, (err.columns ?? 80) - 1)}`)
      else err.write(`${line}\n`)
      shown = live
    },
    clear,
    async flushed() {
      for (const stream of [out, err]) await new Promise<void>((resolve) => stream.write('', () => resolve()))
    },
  }
}

/** A name as a person may have written it, made safe to print: controls could move the cursor or hide text. */
export function printable(name: string): string {
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, escaped)
}

/** Text of several lines, made safe to print: a model or a document may have put anything into it. */
export function printableText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, escaped)
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`
}
