/** Follows one run to its end, showing how far it is. */
import { AlcoveError } from '../../core/errors.ts'
import type { RecognitionSnapshot, RunReport, RunSnapshot } from '../../core/types/library.ts'
import { say } from '../../core/words/words.ts'
import type { Client } from '../local-door/connect.ts'
import type { Terminal } from './terminal.ts'
import { values } from './with-engine.ts'

export async function followRun(client: Client, runId: string, terminal: Terminal, signal: AbortSignal): Promise<RunReport> {
  for await (const event of values(client.library.follow({ runId }, { signal }), signal)) {
    if (event.type === 'snapshot') terminal.progress(progressLine(event.run))
    if (event.type === 'done') {
      terminal.clear()
      return event.report
    }
  }
  throw new AlcoveError('engine-gone')
}

export function progressLine({ state, stages, passages, passagesPerSecond, secondsLeft }: RunSnapshot): string {
  const counts = { done: stages.embedded, found: stages.found, passages: passages.found }
  if (state === 'scanning') return say('command-line.progress.scanning', counts)
  if (state === 'paused') return say('command-line.progress.paused', counts)
  if (passagesPerSecond === 0) return say('command-line.progress.no-rate', counts)
  return say('command-line.progress.working', { ...counts, rate: Math.round(passagesPerSecond), left: timeLeft(secondsLeft) })
}

/** Has every scanned page read that can be read now; returns what is left. */
export async function readScans(client: Client, terminal: Terminal, signal: AbortSignal): Promise<RecognitionSnapshot | null> {
  const events = await client.library.follow({}, { signal })
  const { recognition: first } = await client.library.recognize()
  if (first === null || first.state === 'absent') return first
  for await (const event of values(Promise.resolve(events), signal)) {
    if (event.type !== 'recognition') continue
    const { recognition } = event
    if (recognition?.state !== 'reading') {
      terminal.clear()
      return recognition
    }
    terminal.progress(say('command-line.progress.scans', { waiting: recognition.waiting, left: timeLeft(recognition.secondsLeft) }))
  }
  throw new AlcoveError('engine-gone')
}

export function timeLeft(seconds: number | null): string {
  if (seconds === null) return say('command-line.progress.left-unknown')
  if (seconds < 90) return say('command-line.progress.left-seconds', { count: Math.max(1, Math.round(seconds)) })
  return say('command-line.progress.left-minutes', { count: Math.round(seconds / 60) })
}
