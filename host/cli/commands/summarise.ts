/** `alcove summarise PATH…` */
import type { Answer, SectionNote } from '../../../core/types/answer.ts'
import { say, type WordsKey } from '../../../core/words/words.ts'
import { forJson, readAnswer, sayCitations } from '../answer-output.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { command, frame } from '../frame.ts'
import { indexedPaths } from '../scope.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, type Terminal } from '../terminal.ts'

export function summariseCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  const { run } = frame(surroundings, outcome)
  return command('summarise', 'command-line.summarise.about')
    .argument('<path...>', say('command-line.summarise.paths'))
    .option('--compare', say('command-line.summarise.compare'))
    .option('--model <name>', say('command-line.ask.model'))
    .action((paths, options) =>
      run(options, async (client) => {
        const model = options.model === undefined ? {} : { model: options.model === 'none' ? null : options.model }
        const request = { paths: [...(await indexedPaths(paths))], ...model }
        const parts = options.compare ? client.questions.compare(request, { signal }) : client.questions.summarise(request, { signal })
        const answer = await readAnswer(parts, options.json ? null : terminal, signal)
        if (options.json) terminal.result(JSON.stringify(forJson(answer, [])))
        else {
          sayCitations(terminal, answer)
          sayLeft(terminal, answer)
        }
        return answer.answered ? exitCodes.success : exitCodes.nothing
      }),
    )
}

const leftWords: Readonly<Record<SectionNote['reason'], WordsKey>> = {
  empty: 'command-line.summarise.empty',
  hidden: 'command-line.summarise.hidden',
  'model-failed': 'command-line.summarise.model-failed',
}

/** Sections that are not in it, each with its reason. */
function sayLeft(terminal: Terminal, { receipt: { sections } }: Answer): void {
  if (sections === undefined || sections.left.length === 0) return
  terminal.result(`\n${say('command-line.summarise.left', { left: sections.left.length, total: sections.total })}`)
  for (const { file, label, reason } of sections.left) terminal.result(`- ${printable(file)}, ${printable(label)}: ${say(leftWords[reason])}`)
}
