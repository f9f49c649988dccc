/** Options and arguments that commands share, with their checks. */
import { InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { searchModes } from '../../core/types/answer.ts'
import { say } from '../../core/words/words.ts'

export const dataOption = () => new Option('--data <dir>', say('command-line.option.data'))
/** A measurement has a data folder of its own; `eval parse` keeps nothing at all. */
export const evalDataOption = () => new Option('--data <dir>', say('command-line.option.eval-data'))
export const jsonOption = () => new Option('--json', say('command-line.option.json'))
export const inOption = () =>
  new Option('--in <path>', say('command-line.option.in')).argParser((path: string, before: string[] | undefined) => [...(before ?? []), path])
export const modeOption = () => new Option('--mode <mode>', say('command-line.option.mode')).choices(searchModes).default('hybrid' as const)
export const kOption = (usual: number) =>
  new Option('-k <n>', say('command-line.option.k')).argParser((text) => wholeNumber(text, 1_000, say('command-line.k-wrong'))).default(usual)
export const portOption = () =>
  new Option('--port <n>', say('command-line.serve.port')).argParser((text) => wholeNumber(text, 65_535, say('command-line.port-wrong')))

/** Asked for on the terminal, or the first line of standard input: never an argument, which other programs can see. */
export const unlockOption = () => new Option('--unlock', say('command-line.option.unlock'))

/** Kept in the profile's settings: the next run has it too. */
export const maxFileOption = () =>
  new Option('--max-file-mb <n>', say('command-line.option.max-file')).argParser((text) => wholeNumber(text, 100_000, say('command-line.max-file-wrong')))

function wholeNumber(text: string, most: number, wrong: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw new InvalidArgumentError(wrong)
  return value
}
