/** Options and arguments that commands share, with their checks. */
import { InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { searchModes } from '../../core/types/answer.ts'
import { type Format, formats } from '../../core/types/document.ts'
import { formatOf } from '../../core/types/format-of.ts'
import { say } from '../../core/words/words.ts'

export const dataOption = () => new Option('--data <dir>', say('command-line.option.data'))
/** A measurement has a data folder of its own; `eval parse` keeps nothing at all. */
export const evalDataOption = () => new Option('--data <dir>', say('command-line.option.eval-data'))
export const jsonOption = () => new Option('--json', say('command-line.option.json'))
export const inOption = () =>
  new Option('--in <path>', say('command-line.option.in')).argParser((path: string, before: string[] | undefined) => [...(before ?? []), path])
export const typeOption = () =>
  new Option('--type <type>', say('command-line.option.type')).argParser((name: string, before: readonly Format[] | undefined) => [
    ...(before ?? []),
    typeNamed(name),
  ])
export const sinceOption = () => new Option('--since <date>', say('command-line.option.since')).argParser((text) => dayOf(text).from)
export const untilOption = () => new Option('--until <date>', say('command-line.option.until')).argParser((text) => dayOf(text).to)
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

/** A format by its name, or by an ending of its files. */
function typeNamed(name: string): Format {
  const format = formats.find((one) => one === name.toLowerCase()) ?? formatOf(`a.${name.replace(/^\./, '')}`)
  if (format === null) throw new InvalidArgumentError(say('command-line.type-wrong', { types: formats.join(', ') }))
  return format
}

/** The whole of a year, month or day, where this computer stands. Milliseconds since 1970, `to` exclusive. */
function dayOf(text: string): { readonly from: number; readonly to: number } {
  const [, year = 0, month, day] = (/^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(text) ?? []).map((part) => (part === undefined ? undefined : Number(part)))
  const from = new Date(year, (month ?? 1) - 1, day ?? 1)
  const real = year > 0 && from.getMonth() === (month ?? 1) - 1 && from.getDate() === (day ?? 1)
  if (!real) throw new InvalidArgumentError(say('command-line.date-wrong'))
  const to = day !== undefined ? new Date(year, from.getMonth(), day + 1) : month !== undefined ? new Date(year, month, 1) : new Date(year + 1, 0, 1)
  return { from: from.getTime(), to: to.getTime() }
}

function wholeNumber(text: string, most: number, wrong: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw new InvalidArgumentError(wrong)
  return value
}
