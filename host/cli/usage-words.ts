/** What the option parser found wrong, in the language spoken: its code says what it is, the quotes in its message what it names. */
import type { CommanderError } from '@commander-js/extra-typings'
import { advice, say, sentences, type WordsKey } from '../../core/words/words.ts'

const keys: Readonly<Record<string, WordsKey>> = {
  'commander.missingArgument': 'command-line.usage.missing-argument',
  'commander.missingMandatoryOptionValue': 'command-line.usage.missing-argument',
  'commander.optionMissingArgument': 'command-line.usage.missing-value',
  'commander.unknownOption': 'command-line.usage.unknown-option',
  'commander.unknownCommand': 'command-line.usage.unknown-command',
  'commander.excessArguments': 'command-line.usage.too-many',
  'commander.invalidArgument': 'command-line.usage.invalid',
}

export function usageWords({ code, message }: CommanderError): string {
  const key = keys[code]
  if (key === undefined) return advice('usage')
  const quoted = [...message.matchAll(/'((?:[^']|'(?!\s|$))*)'/g)].map(([, words]) => words ?? '')
  // of an option its name comes first, of an argument the value
  const [name = '', value = ''] = message.includes('command-argument value') ? quoted.toReversed() : quoted
  const similar = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1]
  return sentences([
    say(key, { name, value }),
    ...hint(message),
    ...(similar === undefined ? [] : [say('command-line.usage.similar', { names: similar })]),
    say('command-line.usage.help'),
  ])
}

/** What may stand there: in our words already, unless it is one of a few. */
function hint(message: string): readonly string[] {
  const said = / is invalid(?: for argument '[^']*')?\. (.+)$/s.exec(message)?.[1]
  if (said === undefined) return []
  const choices = /^Allowed choices are (.+)\.$/.exec(said)?.[1]
  return [choices === undefined ? said : say('command-line.usage.choices', { choices })]
}
