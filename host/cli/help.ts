/** Help as the option parser prints it, in the language spoken: a command's own options first, then those that all have. */
import { type Command, Help, type HelpConfiguration, type Option } from '@commander-js/extra-typings'
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
  optionDescription(option: Option) {
    const { description, argChoices, required, defaultValue } = option
    const facts = [
      ...(argChoices === undefined ? [] : [say('command-line.help.choices', { choices: argChoices.join(', ') })]),
      // of a switch, or nothing, it says nothing
      ...(required && defaultValue !== undefined && defaultValue !== '' ? [say('command-line.help.default', { value: String(defaultValue) })] : []),
    ]
    return facts.length === 0 ? description : `${description} (${facts.join(', ')})`
  },
}
