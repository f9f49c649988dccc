/** `alcove ask QUESTION` */
import { Command } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import type { Answer, Citation } from '../../../core/types/answer.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import { type Outcome, runCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { dataOption, inOption, jsonOption } from '../options.ts'
import { placeOf } from '../place-words.ts'
import { scopeOf } from '../scope.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, printableText, type Terminal } from '../terminal.ts'
import { values, withEngine } from '../with-engine.ts'

export function askCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal, signal } = surroundings
  return new Command('ask')
    .description(say('command-line.ask.about'))
    .argument('<question>', say('command-line.ask.question'))
    .addOption(inOption())
    .option('--model <name>', say('command-line.ask.model'))
    .addOption(dataOption())
    .addOption(jsonOption())
    .action((question, options) =>
      runCommand(surroundings, outcome, options, () =>
        withEngine(surroundings, options, async (client) => {
          const model = options.model === undefined ? {} : { model: options.model === 'none' ? null : options.model }
          const parts = client.questions.ask({ question, scope: await scopeOf(options.in), ...model }, { signal })
          const answer = await readAnswer(parts, options.json ? null : terminal, signal)
          if (options.json) terminal.result(JSON.stringify(forJson(answer)))
          else sayCitations(terminal, answer)
          return answer.answered ? exitCodes.success : exitCodes.nothing
        }),
      ),
    )
}

/** Shows the answer while it comes, where someone watches. */
async function readAnswer(parts: ReturnType<Client['questions']['ask']>, terminal: Terminal | null, signal: AbortSignal): Promise<Answer> {
  let shown = false
  for await (const part of values(parts, signal)) {
    if (part.type === 'step') terminal?.progress(`${part.name} …`)
    if (part.type === 'text-delta') {
      terminal?.piece(printableText(part.text))
      shown = true
    }
    if (part.type === 'answer-end') {
      if (terminal !== null) terminal.result(shown ? '' : printableText(part.answer.answer) || say('command-line.ask.not-said'))
      return part.answer
    }
  }
  throw new AlcoveError('engine-gone')
}

function forJson({ answer, answered, mode, citations, receipt }: Answer) {
  return {
    answer,
    answered,
    mode,
    citations: citations.map(({ n, file, anchor, quote, supported, hidden }) => ({ n, file, anchor, quote, supported, ...(hidden ? { hidden } : {}) })),
    receipt,
  }
}

function sayCitations(terminal: Terminal, { answered, citations, nearest }: Answer): void {
  const listed = answered ? citations : nearest
  if (listed.length === 0) return
  terminal.result(`\n${say(answered ? 'command-line.ask.sources' : 'command-line.ask.nearest')}`)
  for (const citation of listed) terminal.result(citationLine(citation))
}

function citationLine({ n, file, anchor, quote, supported, hidden }: Citation): string {
  const doubt = supported === false ? ` (${say('command-line.ask.unsupported')})` : ''
  const unseen = hidden ? ` (${say('command-line.hidden')})` : ''
  return `[${n}] ${printable(file)}, ${printable(placeOf(anchor))}${doubt}${unseen}\n    ${printable(quote.replace(/\s+/g, ' '))}`
}
