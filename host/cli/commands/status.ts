/** `alcove status [--files]` */
import type { SourceStatus } from '../../../core/types/library.ts'
import { say } from '../../../core/words/words.ts'
import { dataFolder } from '../../paths.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { progressLine, timeLeft } from '../follow-run.ts'
import { command, frame } from '../frame.ts'
import { countsLine, reasonOf } from '../outcome-words.ts'
import { filesOf, sayScans } from '../report-run.ts'
import { sizeInWords } from '../size-words.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'

interface ListedFile {
  readonly file: string
  readonly source: string
  readonly size: number
  readonly outcome: string | null
  readonly reason: string | null
  readonly message: string | null
  readonly passages: number
}

export function statusCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, environment } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('status', 'command-line.status.about')
    .option('--files', say('command-line.status.files'))
    .action((options) =>
      run(options, async (client) => {
        const { sources, run, recognition } = await client.library.sources()
        const { maxFileMb } = await client.settings.get()
        const files: ListedFile[] = []
        for (const source of options.files ? sources : []) {
          for await (const file of filesOf(client, { sourceId: source.id })) {
            const why = file.outcome === null ? null : reasonOf(file.outcome, file.path, maxFileMb)
            files.push({
              file: file.path,
              source: source.path,
              size: file.size,
              outcome: file.outcome?.kind ?? null,
              reason: why?.reason ?? null,
              message: why?.words ?? null,
              passages: file.passages,
            })
          }
        }
        if (options.json) {
          const listed = sources.map(({ path, kind, state, addedAt, checkedAt, counts, passages, embedded, bytes }) => ({
            path,
            kind,
            state,
            addedAt,
            checkedAt,
            outcomes: counts,
            passages,
            embedded,
            bytes,
          }))
          terminal.result(
            JSON.stringify({ data: dataFolder(options.data, environment), sources: listed, run, scans: recognition, ...(options.files ? { files } : {}) }),
          )
          return exitCodes.success
        }
        if (sources.length === 0) terminal.result(say('command-line.status.none'))
        for (const source of sources) sayStatus(terminal, source)
        if (run !== null) terminal.result(progressLine(run))
        if (recognition?.state === 'reading')
          terminal.result(say('command-line.status.scans', { waiting: recognition.waiting, left: timeLeft(recognition.secondsLeft) }))
        else sayScans(terminal, recognition)
        for (const { file, outcome, message } of files)
          terminal.result(`${outcome ?? 'pending'}\t${printable(file)}${message === null ? '' : `\t${printable(message)}`}`)
        return exitCodes.success
      }),
    )
}

function sayStatus(terminal: Terminal, { path, state, counts, bytes, passages, embedded }: SourceStatus): void {
  terminal.result(say(state === 'offline' ? 'command-line.status.offline' : 'command-line.status.source', { path: printable(path) }))
  if (counts.scanned === 0) {
    terminal.result(say('command-line.status.no-files'))
    return
  }
  terminal.result(say('command-line.status.counts', { files: counts.scanned, size: sizeInWords(bytes), outcomes: countsLine(counts) }))
  terminal.result(say('command-line.status.passages', { passages, embedded }))
}
