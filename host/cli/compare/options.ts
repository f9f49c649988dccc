/** Options that commands on experiments share, with their checks. */
import { InvalidArgumentError, Option } from '@commander-js/extra-typings'
import { AlcoveError } from '../../../core/errors.ts'
import type { AdviceQuestions, Arm, ArmKind, Experiment } from '../../../core/types/experiment.ts'
import { armKinds } from '../../../core/types/experiment.ts'
import { say } from '../../../core/words/words.ts'
import type { Client } from '../../local-door/connect.ts'

export type WantedArm = Omit<Arm, 'id'>

export const needOption = () =>
  new Option('--need <need>', say('command-line.compare.need')).choices(['facts', 'style', 'both'] as const).default('facts' as const)
export const mustCiteOption = () => new Option('--must-cite', say('command-line.compare.must-cite'))
export const changesOption = () =>
  new Option('--changes <how-often>', say('command-line.compare.changes')).choices(['daily', 'monthly', 'rarely'] as const).default('rarely' as const)
export const fastOption = () => new Option('--fast', say('command-line.compare.fast'))

interface Use {
  readonly need: AdviceQuestions['need']
  readonly mustCite?: true | undefined
  readonly changes: AdviceQuestions['changes']
  readonly fast?: true | undefined
}

export function questionsOf({ need, mustCite, changes, fast }: Use): AdviceQuestions {
  return { need, mustCite: mustCite ?? false, changes, speedMatters: fast ?? false }
}

/** `rag=gguf:NAME`. */
export function armFrom(text: string, before: readonly WantedArm[] | undefined): readonly WantedArm[] {
  const at = text.indexOf('=')
  const kind = armKinds.find((one): one is ArmKind => one === text.slice(0, at))
  const model = text.slice(at + 1).trim()
  if (kind === undefined || model === '') throw new InvalidArgumentError(say('command-line.compare.arm-wrong'))
  return [...(before ?? []), { kind, model }]
}

/** By its id; the newest where none is named. */
export async function experimentOf(client: Client, id: string | undefined): Promise<Experiment> {
  const { experiments } = await client.experiments.list()
  const found = id === undefined ? experiments[0] : experiments.find((one) => one.id === id)
  if (found === undefined) throw new AlcoveError('experiment-unknown')
  return found
}
