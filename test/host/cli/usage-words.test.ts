/** What the option parser complains of is said in the language spoken. */
import { CommanderError } from '@commander-js/extra-typings'
import { afterEach, expect, test } from 'vitest'
import { speak } from '../../../core/words/words.ts'
import { createProgram, everyCommand } from '../../../host/cli/program.ts'
import type { Surroundings } from '../../../host/cli/surroundings.ts'
import { usageWords } from '../../../host/cli/usage-words.ts'

afterEach(async () => await speak('en'))

/** Nothing of it is touched before a command runs. */
const nowhere = { version: '1' } as Surroundings

async function complaint(...words: readonly string[]): Promise<string> {
  try {
    await createProgram(nowhere, { code: 0 }).parseAsync([...words], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return usageWords(error)
    throw error
  }
  throw new Error('nothing was wrong')
}

const help = 'Run the command with --help to see how it is used.'
test.each([
  [['ask'], `question is missing. ${help}`],
  [['ask', 'What?', '--modell', 'x'], `There is no option --modell. Did you mean --model? ${help}`],
  [['ask', 'What?', '--model'], `--model <name> needs a value. ${help}`],
  [['aks'], `There is no command aks. Did you mean ask? ${help}`],
  [['search', 'a', 'b', 'c'], `Too many words follow the command; put a text with blanks in quotation marks. ${help}`],
  [['search', 'a', '--mode', 'magic'], `magic does not fit --mode <mode>. Choose one of hybrid, vector, keyword. ${help}`],
  [['search', 'a', '-k', 'many'], `many does not fit -k <n>. It must be a whole number from 1 to 1000. ${help}`],
  [['search', 'a', '-k', "o'clock"], `o'clock does not fit -k <n>. It must be a whole number from 1 to 1000. ${help}`],
  [['conversations', 'rate', '7', 'great'], `great does not fit rating. Choose one of good, poor, none. ${help}`],
  [['tune', 'train', 'start', 'letters'], `--base <model> is missing. ${help}`],
  [
    ['tune', 'dataset', 'draft', 'letters', '--kind', 'poem'],
    `poem does not fit --kind <kind>. Choose one of question, summary, classification, extraction, rewriting. ${help}`,
  ],
])('%j', async (words, said) => {
  expect(await complaint(...words)).toBe(said)
})

test('help is in the language spoken to the last word, and has what all commands share at its end', async () => {
  await speak('de')
  const command = everyCommand(createProgram(nowhere, { code: 0 })).find((one) => one.name() === 'export' && one.parent?.name() === 'dataset')
  const text = command?.helpInformation() ?? ''
  expect(text).toContain('Aufruf: alcove tune dataset export [options] <dataset> [file]')
  expect(text.replace(/\s+/g, ' ')).toContain('(möglich: messages, completion, alpaca, sharegpt, csv, sonst: messages)')
  expect([...text.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name)).toEqual([
    '--format',
    '--version-number',
    '--split',
    '--data',
    '--json',
    '--help',
  ])
})

test('in German and Japanese', async () => {
  await speak('de')
  expect(await complaint('ask', 'Was?', '--modell', 'x')).toBe(
    'Die Option --modell gibt es nicht. Meinten Sie --model? Mit --help sehen Sie, wie der Befehl verwendet wird.',
  )
  await speak('ja')
  expect(await complaint('search', 'a', '--mode', 'magic')).toMatch(
    /^magic は --mode <mode> に指定できません。hybrid, vector, keyword のいずれかを指定してください。使い方は/,
  )
})
