/** `--unlock`: what turned out to be encrypted is read again with a password. */
import type { RunReport } from '../../core/types/library.ts'
import { type OutcomeCounts, outcomes } from '../../core/types/outcome.ts'
import { say } from '../../core/words/words.ts'
import type { Client } from '../local-door/connect.ts'
import { followRun } from './follow-run.ts'
import { filesOf } from './report-run.ts'
import type { Surroundings } from './surroundings.ts'

/** Files of one call. */
const atOnce = 10_000

/** Undefined where it was not asked for. Throws `usage` where none is given, and `stopped`. */
export async function askPassword({ terminal, signal }: Surroundings, { unlock }: { readonly unlock?: true | undefined }): Promise<string | undefined> {
  return unlock === true ? await terminal.secret(say('command-line.unlock.password'), signal) : undefined
}

/** Reads the encrypted files of these sources again. Returns what became of all files, those of the run before included. */
export async function unlockFiles(
  client: Client,
  sourceIds: readonly string[],
  before: RunReport,
  password: string | undefined,
  { terminal, signal }: Surroundings,
): Promise<RunReport> {
  if (password === undefined || before.stopped) return before
  const locked = await lockedFiles(client, sourceIds)
  let report = before
  for (let from = 0; from < locked.length && !report.stopped; from += atOnce) {
    const { runId } = await client.library.retry({ fileIds: locked.slice(from, from + atOnce), password }, { signal })
    report = together(report, await followRun(client, runId, terminal, signal))
  }
  return report
}

async function lockedFiles(client: Client, sourceIds: readonly string[]): Promise<readonly string[]> {
  const locked: string[] = []
  for (const sourceId of sourceIds) {
    for await (const { id, outcome } of filesOf(client, { sourceId, outcomes: ['failed'] })) {
      if (outcome?.kind === 'failed' && (outcome.code === 'file-encrypted' || outcome.code === 'password-wrong')) locked.push(id)
    }
  }
  return locked
}

/** The files of the second run had failed in the first. */
function together(first: RunReport, second: RunReport): RunReport {
  const counts: Record<keyof OutcomeCounts, number> = { ...first.counts, failed: first.counts.failed - second.counts.scanned }
  for (const kind of [...outcomes, 'pending' as const]) counts[kind] += second.counts[kind]
  return {
    ...first,
    counts,
    passages: first.passages + second.passages,
    removed: first.removed + second.removed,
    ms: first.ms + second.ms,
    stopped: second.stopped,
  }
}
