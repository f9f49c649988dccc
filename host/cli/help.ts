/** Help as the option parser prints it, in the language spoken: a command's own options first, then those that all have. */
import { type Argument, type Command, Help, type HelpConfiguration, type Option } from '@commander-js/extra-typings'
import { say, type WordsKey } from '../../core/words/words.ts'

/** Headings that the library writes in English. */
const headings: ReadonlyMap<string, WordsKey> = new Map([
  ['Usage:', 'command-line.help.usage'],
  ['Arguments:', 'command-line.help.arguments'],
  ['Options:', 'command-line.help.options'],
  ['Commands:', 'command-line.help.commands'],
])
const common = ['--data', '--json', '--help']
const library = new Help()

export const help: HelpConfiguration = {
  styleTitle(written) {
    const words = headings.get(written)
    return words === undefined ? written : say(words)
  },
  visibleOptions(command: Command) {
    const rank = ({ long }: Option) => common.indexOf(long ?? '')
    return library.visibleOptions(command).sort((a, b) => rank(a) - rank(b))
  },
  optionDescription({ description, argChoices = [], required, defaultValue }: Option) {
    // that a switch is off, or a text empty, says nothing
    const value = required && defaultValue !== undefined ? String(defaultValue) : ''
    return described(description, argChoices, value)
  },
  argumentDescription: ({ description, argChoices = [] }: Argument) => described(description, argChoices, ''),
}

function described(description: string, choices: readonly string[], value: string): string {
  const facts = [
    ...(choices.length === 0 ? [] : [say('command-line.help.choices', { choices: choices.join(', ') })]),
    ...(value === '' ? [] : [say('command-line.help.default', { value })]),
  ]
  return facts.length === 0 ? description : `${description} (${facts.join(', ')})`
}
