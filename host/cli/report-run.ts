/** What `add` and `sync` say in the end: how every file ended, and why some are not indexed. */
import type { FileStatus, RecognitionSnapshot, RunReport } from '../../core/types/library.ts'
import type { OutcomeKind } from '../../core/types/outcome.ts'
import { decimal, say } from '../../core/words/words.ts'
import type { Client } from '../local-door/connect.ts'
import { countsLine, type NotIndexed, notIndexed } from './outcome-words.ts'
import { printable, type Terminal } from './terminal.ts'

const withoutIndex: readonly OutcomeKind[] = ['empty', 'skipped', 'failed', 'offline']
/** Names shown to people; `--json` and `status --files` have them all. */
const shown = 50

/** Every file of these sources that is not in the index. */
export async function listNotIndexed(client: Client, sourceIds: readonly string[]): Promise<readonly NotIndexed[]> {
  const { maxFileMb } = await client.settings.get()
  const list: NotIndexed[] = []
  for (const sourceId of sourceIds) {
    for await (const file of filesOf(client, { sourceId, outcomes: [...withoutIndex] })) {
      const entry = notIndexed(file, maxFileMb)
      if (entry !== null) list.push(entry)
    }
  }
  return list
}

export async function* filesOf(client: Client, query: { readonly sourceId?: string; readonly outcomes?: OutcomeKind[] }): AsyncGenerator<FileStatus> {
  let after: string | undefined
  for (;;) {
    const page = await client.library.files({ ...query, limit: 1_000, ...(after === undefined ? {} : { after }) })
    yield* page.files
    after = page.files.at(-1)?.path
    if (!page.more || after === undefined) return
  }
}

/** Scanned pages that were not read; `tried`: this command has read all that can be read now. */
export function sayScans(terminal: Terminal, recognition: RecognitionSnapshot | null, tried = false): void {
  if (recognition === null) return
  const { state, waiting } = recognition
  terminal.result(say(state === 'absent' ? 'command-line.run.scans-absent' : tried ? 'command-line.run.scans-left' : 'command-line.run.scans', { waiting }))
}

export function sayReport(terminal: Terminal, report: RunReport, missing: readonly NotIndexed[]): void {
  const { counts, ms, removed, stopped } = report
  if (counts.scanned === 0) terminal.result(say('command-line.run.none'))
  else terminal.result(say('command-line.run.done', { count: counts.scanned, seconds: decimal(ms / 1000, 1), outcomes: countsLine(counts) }))
  if (removed > 0) terminal.result(say('command-line.run.removed', { count: removed }))
  if (stopped) terminal.say(say('command-line.run.stopped'))
  if (missing.length === 0) return
  terminal.result(say('command-line.run.not-indexed'))
  for (const { file, message } of missing.slice(0, shown)) terminal.result(`  ${printable(file)}\n    ${printable(message)}`)
  if (missing.length > shown) terminal.result(say('command-line.run.more', { count: missing.length - shown }))
}
