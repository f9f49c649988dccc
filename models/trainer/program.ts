/** How the trainer's Python is run: the host starts processes, and nobody below it. */
export interface ProgramOrder {
  /** Absolute path of what is started. */
  readonly command: string
  readonly args: readonly string[]
  /** What it adds to the few variables that the host hands on. */
  readonly environment: Readonly<Record<string, string>>
}

export interface ProgramExit {
  readonly code: number | null
  readonly signal: string | null
}

export interface ProgramLine {
  readonly from: 'output' | 'error'
  readonly text: string
}

export interface Program {
  /** What it writes, line by line, until it has ended. To be read once, and to the end or not at all. */
  readonly lines: AsyncIterable<ProgramLine>
  /** Never fails: it also tells of one that could not be started. */
  readonly exit: Promise<ProgramExit>
  /** One line to its standard input; lost where it has ended. */
  say(line: string): void
  /** Ends its standard input. */
  hush(): void
  /** At once and for good. */
  kill(): void
}

export interface Programs {
  start(order: ProgramOrder): Program
}

/** A Python on this computer, as its file is named: nothing was started to find it. */
export interface Python {
  readonly path: string
  /** `3.12`. */
  readonly version: string
}
