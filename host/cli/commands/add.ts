/** `alcove add PATH…` */
import { resolve } from 'node:path'
import type { RunReport } from '../../../core/types/library.ts'
import { advice, say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { followRun } from '../follow-run.ts'
import { command } from '../frame.ts'
import { maxFileOption, unlockOption } from '../options.ts'
import { listNotIndexed, sayReport, sayScans } from '../report-run.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { askPassword, unlockFiles } from '../unlock.ts'
import { withEngine } from '../with-engine.ts'

export function addCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return command('add', 'command-line.add.about')
    .argument('<path...>', say('command-line.add.paths'))
    .addOption(maxFileOption())
    .addOption(unlockOption())
    .action((paths, options) =>
      runCommand(surroundings, outcome, options, async () => {
        const password = await askPassword(surroundings, options)
        return await withEngine(surroundings, options, async (client) => {
          if (options.maxFileMb !== undefined) await client.settings.set({ maxFileMb: options.maxFileMb })
          const { runId, sources, refused } = await client.library.add({ paths: paths.map((path) => resolve(path)) }, { signal })
          const named = refused.map(({ path, code }) => ({ path, code, message: advice(code, { path }) }))
          for (const { message } of named) terminal.say(say('command-line.error', { message: printable(message) }))
          const ids = sources.map(({ id }) => id)
          const first = runId === null ? nothingRun : await followRun(client, runId, terminal, signal)
          const report = await unlockFiles(client, ids, first, password, surroundings)
          const missing = await listNotIndexed(client, ids)
          const { recognition } = await client.library.sources()
          const { counts, passages, removed, ms, stopped } = report
          if (options.json) {
            terminal.result(
              JSON.stringify({
                sources: sources.map(({ path }) => path),
                refused: named,
                outcomes: counts,
                passages,
                removed,
                ms,
                stopped,
                notIndexed: missing,
                scans: recognition,
              }),
            )
          } else if (runId !== null) {
            sayReport(terminal, report, missing)
            sayScans(terminal, recognition)
          }
          return stopped || refused.length > 0 ? exitCodes.failed : exitCodes.success
        })
      }),
    )
}

const nothingRun: RunReport = {
  runId: '',
  counts: { scanned: 0, pending: 0, indexed: 0, unchanged: 0, empty: 0, skipped: 0, failed: 0, offline: 0 },
  passages: 0,
  removed: 0,
  ms: 0,
  stopped: false,
}
