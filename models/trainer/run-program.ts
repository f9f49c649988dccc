/** Runs a program to its end, keeping the last that it wrote. */
import type { Program, ProgramExit } from './program.ts'

const linesKept = 40

export interface Ended extends ProgramExit {
  /** The last that it wrote. */
  readonly lines: readonly string[]
}

/** `hear` gets every line. An abort kills it; then, when it is gone, throws the signal's reason. */
export async function runProgram(program: Program, signal: AbortSignal, hear: (line: string) => void): Promise<Ended> {
  const kept: string[] = []
  const kill = (): void => program.kill()
  signal.addEventListener('abort', kill, { once: true })
  if (signal.aborted) kill()
  try {
    for await (const { text } of program.lines) {
      hear(text)
      keep(kept, text)
    }
    const exit = await program.exit
    signal.throwIfAborted()
    return { ...exit, lines: kept }
  } finally {
    signal.removeEventListener('abort', kill)
    program.kill()
  }
}

/** Lines of progress say nothing of a failure. */
export function keep(kept: string[], line: string): void {
  if (line.trim() === '' || line.startsWith('Progress ')) return
  kept.push(line.slice(0, 2_000))
  if (kept.length > linesKept) kept.shift()
}
