/** `alcove tune dataset draft`: drafts examples, and follows it to its end. */
import { InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import { type DataSet, type ExampleKind, exampleKinds, usualPlan } from '../../../core/types/data-set.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'
import type { Outcome } from '../command.ts'
import { frame } from '../frame.ts'
import { inOption } from '../options.ts'
import { scopeOf } from '../scope.ts'
import type { Surroundings } from '../surroundings.ts'
import { values } from '../with-engine.ts'
import { dataSetLine, dataSetOf, numberFrom, onDataSet, several, wholeFrom } from './shared.ts'

export function draftCommand(surroundings: Surroundings, outcome: Outcome) {
  const { signal } = surroundings
  const { print } = frame(surroundings, outcome)
  return onDataSet('draft', 'command-line.tune.draft')
    .addOption(inOption())
    .addOption(
      new Option('--kind <kind>', say('command-line.tune.kind'))
        .choices(exampleKinds)
        .argParser((text: string, before: readonly ExampleKind[] | undefined) => [...(before ?? []), kindFrom(text)]),
    )
    .option('--model <name>', say('command-line.tune.model'), 'none')
    .option('--judge <name>', say('command-line.tune.judge'))
    .option('--threshold <share>', say('command-line.tune.threshold'), numberFrom(0, 1), usualPlan.threshold)
    .option('--per-document <n>', say('command-line.tune.per-document'), wholeFrom(1, 1_000), usualPlan.perDocument)
    .option('--distractors <n>', say('command-line.tune.distractors'), wholeFrom(0, 4), usualPlan.distractors)
    .option('--unanswerable <share>', say('command-line.tune.unanswerable'), numberFrom(0, 0.5), usualPlan.unanswerable)
    .option('--label <label>', say('command-line.tune.label'), several)
    .option('--field <field>', say('command-line.tune.field'), several)
    .option('--style <style>', say('command-line.tune.style'), '')
    .option('--conversations', say('command-line.tune.conversations'))
    .action((named, options) =>
      print(
        options,
        async (client) => {
          const { id } = await dataSetOf(client, named)
          const { kind, model, judge, threshold, perDocument, distractors, unanswerable, label, field, style, conversations } = options
          const plan = {
            kinds: kind ?? (['question'] as const),
            scope: await scopeOf({ in: options.in }),
            conversations: conversations ?? false,
            model: model === 'none' ? null : model,
            judge: judge === undefined ? null : { model: judge, threshold },
            perDocument,
            distractors,
            unanswerable,
            labels: label ?? [],
            fields: field ?? [],
            style,
          }
          await client.dataSets.draft({ id, plan }, { signal })
          return await followDraft(client, id, surroundings)
        },
        (dataSet) => [
          say('command-line.tune.drafted', { drafted: dataSet.progress?.drafted ?? 0, removed: dataSet.progress?.removed ?? 0 }),
          dataSetLine(dataSet),
        ],
      ),
    )
}

/** The engine stops drafting when the command is stopped: it was asked for here. */
async function followDraft(client: Client, id: string, { terminal, signal }: Surroundings): Promise<DataSet> {
  const stop = () => void client.dataSets.stopDraft({ id })
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const all of values(client.dataSets.follow(undefined, { signal }), signal)) {
      const dataSet = all.find((one) => one.id === id)
      if (dataSet === undefined) throw new AlcoveError('data-set-unknown')
      const { progress } = dataSet
      if (progress?.state === 'working') {
        const { done, total, drafted } = progress
        terminal.progress(say('command-line.tune.progress', { done, total, drafted }))
        continue
      }
      terminal.clear()
      if (progress?.state === 'failed') throw new AlcoveError(progress.failure?.code ?? 'unexpected', progress.failure?.details)
      if (progress?.state === 'stopped') throw new AlcoveError('stopped')
      return dataSet
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
  throw new AlcoveError('engine-gone')
}

function kindFrom(text: string): ExampleKind {
  const kind = exampleKinds.find((one) => one === text)
  if (kind === undefined) throw new InvalidArgumentError(say('command-line.usage.choices', { choices: exampleKinds.join(', ') }))
  return kind
}
