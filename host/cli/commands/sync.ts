/** `alcove sync` */
import { say } from '../../../core/words/words.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { followRun, readScans } from '../follow-run.ts'
import { command } from '../frame.ts'
import { maxFileOption, unlockOption } from '../options.ts'
import { listNotIndexed, sayReport, sayScans } from '../report-run.ts'
import type { Surroundings } from '../surroundings.ts'
import { askPassword, unlockFiles } from '../unlock.ts'
import { withEngine } from '../with-engine.ts'

export function syncCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return command('sync', 'command-line.sync.about')
    .addOption(maxFileOption())
    .addOption(unlockOption())
    .option('--read-scans', say('command-line.sync.read-scans'))
    .action((options) =>
      runCommand(surroundings, outcome, options, async () => {
        const password = await askPassword(surroundings, options)
        return await withEngine(surroundings, options, async (client) => {
          if (options.maxFileMb !== undefined) await client.settings.set({ maxFileMb: options.maxFileMb })
          const { sources } = await client.library.sources()
          const { runId } = await client.library.sync({}, { signal })
          const ids = sources.map(({ id }) => id)
          const report = await unlockFiles(client, ids, await followRun(client, runId, terminal, signal), password, surroundings)
          const recognition = options.readScans && !report.stopped ? await readScans(client, terminal, signal) : (await client.library.sources()).recognition
          const missing = await listNotIndexed(client, ids)
          const { counts, passages, removed, ms, stopped } = report
          if (options.json) {
            const paths = sources.map(({ path }) => path)
            terminal.result(JSON.stringify({ sources: paths, outcomes: counts, passages, removed, ms, stopped, notIndexed: missing, scans: recognition }))
          } else if (sources.length === 0) terminal.result(say('command-line.run.nothing-to-sync'))
          else {
            sayReport(terminal, report, missing)
            sayScans(terminal, recognition, options.readScans)
          }
          return stopped ? exitCodes.failed : exitCodes.success
        })
      }),
    )
}
