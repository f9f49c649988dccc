/** `alcove tune review`: looks through examples, one by one in a terminal, or by their numbers. */
import { Option } from '@commander-js/extra-typings'
import { AlcoveError, because } from '../../../core/errors.ts'
import { type DataSet, type Example, exampleStates } from '../../../core/types/data-set.ts'
import { exampleStateWords } from '../../../core/words/data-set.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Outcome } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { frame } from '../frame.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable, printableText } from '../terminal.ts'
import { dataSetLine, dataSetOf, onDataSet, several, wholeFrom } from './shared.ts'

const page = 500
export function reviewCommand(surroundings: Surroundings, outcome: Outcome) {
  const { terminal } = surroundings
  const { print } = frame(surroundings, outcome)
  return onDataSet('review', 'command-line.tune.review')
    .option('--list', say('command-line.tune.review-list'))
    .addOption(new Option('--state <state>', say('command-line.tune.review-state')).choices(exampleStates))
    .option('--limit <n>', say('command-line.tune.review-limit'), wholeFrom(1, 10_000), 100)
    .option('--accept <id>', say('command-line.tune.review-accept'), several)
    .option('--reject <id>', say('command-line.tune.review-reject'), several)
    .option('--edit <id>', say('command-line.tune.review-edit'))
    .option('--input <text>', say('command-line.tune.review-input'))
    .option('--output <text>', say('command-line.tune.review-output'))
    .action((named, options) =>
      print<{ readonly examples?: readonly Example[]; readonly dataSet: DataSet }>(
        options,
        async (client) => {
          const { id } = await dataSetOf(client, named)
          const { accept, reject, edit, input, output } = options
          // without its words an edit would accept what nobody wrote
          const texts = input !== undefined || output !== undefined
          if (edit !== undefined && !texts) throw because('input-invalid', 'neither', { first: '--input', second: '--output' })
          if (edit === undefined && texts) throw because('input-invalid', 'missing', { name: '--edit' })
          const decided = accept !== undefined || reject !== undefined || edit !== undefined
          for (const [state, ids] of [['accepted', accept] as const, ['rejected', reject] as const]) {
            const chosen = ids?.includes('all') ? (await examplesOf(client, id, 'waiting', 10_000)).map((one) => one.id) : ids
            if (chosen !== undefined && chosen.length > 0) await client.dataSets.review({ id, exampleIds: chosen, state })
          }
          if (edit !== undefined) await write(client, id, edit, { input, output })
          const listed = options.list === true || (!decided && (options.json === true || !terminal.watched))
          if (!decided && !listed) await lookThrough(client, id, surroundings)
          const examples = listed ? await examplesOf(client, id, options.state, options.limit) : undefined
          if (examples?.length === 0) terminal.say(say('command-line.tune.no-examples'))
          return { ...(examples === undefined ? {} : { examples }), dataSet: await client.dataSets.get({ id }) }
        },
        ({ examples, dataSet }) => (examples === undefined ? [dataSetLine(dataSet)] : examples.map(exampleLine)),
        ({ examples }) => (examples?.length === 0 ? exitCodes.nothing : exitCodes.success),
      ),
    )
}

async function examplesOf(client: Client, id: string, state: Example['state'] | undefined, most: number): Promise<readonly Example[]> {
  const found: Example[] = []
  for (let more = true; more && found.length < most; ) {
    const last = found.at(-1)?.id
    const query = { ...(state === undefined ? {} : { state }), ...(last === undefined ? {} : { after: last }) }
    const next = await client.dataSets.examples({ id, ...query, limit: Math.min(page, most - found.length) })
    found.push(...next.examples)
    more = next.more
  }
  return found
}

async function write(client: Client, id: string, exampleId: string, text: { readonly input: string | undefined; readonly output: string | undefined }) {
  const before = await exampleOf(client, id, exampleId)
  const { kind, alternatives, answerable } = before
  const output = text.output ?? before.output
  return client.dataSets.edit({
    id,
    exampleId,
    text: { kind, input: text.input ?? before.input, output, alternatives, answerable: answerable || (text.output ?? '').trim() !== '' },
  })
}

async function exampleOf(client: Client, id: string, exampleId: string): Promise<Example> {
  const found = (await examplesOf(client, id, undefined, 1_000_000)).find((one) => one.id === exampleId)
  if (found === undefined) throw new AlcoveError('example-unknown')
  return found
}

/** Shows what waits, one by one, and does what the first letter of each line says, until there is nothing more or the person leaves. */
async function lookThrough(client: Client, id: string, { terminal, signal }: Surroundings): Promise<void> {
  const lines = terminal.lines(signal)
  try {
    for (const example of await examplesOf(client, id, 'waiting', 10_000)) {
      for (const line of exampleText(example)) terminal.say(line)
      const answer = (await lines.ask(`${say('command-line.tune.review-question')} `))?.trim().toLowerCase() ?? null
      signal.throwIfAborted()
      if (answer === null || answer === 'q') return
      if (answer === 'a') await client.dataSets.review({ id, exampleIds: [example.id], state: 'accepted' })
      if (answer === 'r') await client.dataSets.review({ id, exampleIds: [example.id], state: 'rejected' })
      if (answer === 'e') {
        const input = await lines.ask(`${say('command-line.tune.review-new-input')} `)
        const output = await lines.ask(`${say('command-line.tune.review-new-output')} `)
        await write(client, id, example.id, { input: input?.trim() || undefined, output: output?.trim() || undefined })
      }
    }
    terminal.say(say('command-line.tune.review-done'))
  } finally {
    lines.close()
  }
}

function exampleLine({ id, state, kind, input, output, answerable, passages }: Example): string {
  const shown = (text: string) => printable(text.replace(/\s+/gu, ' ').trim())
  const asked = input === '' ? (passages.find(({ golden }) => golden)?.text.slice(0, 120) ?? '') : input
  return [id, exampleStateWords(state), kind, shown(asked), answerable ? shown(output) : say('command-line.tune.not-said')].join('\t')
}

function exampleText({ id, input, output, answerable, passages, personalData }: Example): readonly string[] {
  const golden = passages.find((passage) => passage.golden)
  return [
    '',
    `${id}\t${golden === undefined ? '' : printable(golden.file)}`,
    ...(input === '' ? [printableText(golden?.text ?? '')] : [printableText(input)]),
    `→ ${answerable ? printableText(output) : say('command-line.tune.not-said')}`,
    ...(personalData.length > 0 ? [say('command-line.tune.flags', { count: personalData.length })] : []),
  ]
}
