/** `alcove ask QUESTION` */
import { Command } from '@commander-js/extra-typings'
import type { Answer, ListedFile, Scope } from '../../../core/types/answer.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import { forJson, readAnswer, sayCitations } from '../answer-output.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, inOption, jsonOption, sinceOption, typeOption, untilOption } from '../options.ts'
import { scopeOf } from '../scope.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export function askCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return new Command('ask')
    .description(say('command-line.ask.about'))
    .argument('<question>', say('command-line.ask.question'))
    .addOption(inOption())
    .addOption(typeOption())
    .addOption(sinceOption())
    .addOption(untilOption())
    .option('--model <name>', say('command-line.ask.model'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((question, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const model = options.model === undefined ? {} : { model: options.model === 'none' ? null : options.model }
          const scope = await scopeOf(options)
          const parts = client.questions.ask({ question, scope, ...model }, { signal })
          const answer = await readAnswer(parts, options.json ? null : terminal, signal)
          const files = answer.list ? await everyFile(client, answer, scope, signal) : []
          if (options.json) terminal.result(JSON.stringify(forJson(answer, files)))
          else {
            for (const { file } of files.slice(answer.list?.items.length)) terminal.result(`- ${printable(file)}`)
            sayCitations(terminal, answer)
          }
          return answer.answered ? exitCodes.success : exitCodes.nothing
        }),
      ),
    )
}

/** The whole list, of which the answer carries the beginning. */
async function everyFile(client: Client, { list }: Answer, scope: Scope, signal: AbortSignal): Promise<readonly ListedFile[]> {
  const files = [...(list?.items ?? [])]
  for (let more = list?.more === true; more; ) {
    const page = await client.questions.list({ question: list?.question ?? '', scope, after: files.at(-1)?.fileId ?? null, limit: 1_000 }, { signal })
    files.push(...(page.list?.items ?? []))
    more = page.list?.more === true
  }
  return files
}
