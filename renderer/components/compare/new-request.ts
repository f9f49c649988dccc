/** A new experiment as it is being written down, and as the engine is asked for it. Plain values. */
import type { Adapter } from '../../../core/types/adapter.ts'
import type { DataSet, DataSetVersion } from '../../../core/types/data-set.ts'
import { type Arm, type ArmKind, armKinds, defaultExperimentSettings, type ExperimentSettings } from '../../../core/types/experiment.ts'
import type { ChatModelInfo } from '../../../core/types/model.ts'
import type { ExperimentRequest } from '../../state/experiments.ts'

export type PlainArm = Omit<Arm, 'id'>

export interface Wanted {
  /** Empty: as the data set is called. */
  readonly name: string
  /** Null: the newest that has questions. */
  readonly versionId: string | null
  /** Names of models; null: the first that fits. */
  readonly base: string | null
  readonly adapter: string | null
  /** Of the four. */
  readonly kinds: readonly ArmKind[]
  readonly further: readonly PlainArm[]
  readonly settings: ExperimentSettings
}

export const usualWanted: Wanted = {
  name: '',
  versionId: null,
  base: null,
  adapter: null,
  kinds: armKinds,
  further: [],
  settings: defaultExperimentSettings,
}

/** What there is to choose from. */
export interface Offered {
  readonly versions: readonly { readonly dataSet: DataSet; readonly version: DataSetVersion }[]
  readonly bases: readonly ChatModelInfo[]
  /** Those that may answer first. */
  readonly adapters: readonly ChatModelInfo[]
  /** Names of adapters that have not passed their check: the engine refuses them. */
  readonly unfit: ReadonlySet<string>
}

/** As many as the engine takes. */
export const mostArms = 12

/** Versions without test questions cannot be asked. */
export function offeredOf(dataSets: readonly DataSet[], models: readonly ChatModelInfo[], known: readonly Adapter[] = []): Offered {
  const unfit = new Set(known.filter(({ preflight, origin }) => !(preflight?.passed ?? origin === 'outside')).map(({ model }) => model))
  const adapters = models.filter(({ adapter }) => adapter !== null)
  const isUnfit = ({ name }: ChatModelInfo) => unfit.has(name)
  const versions = dataSets.flatMap((dataSet) => dataSet.versions.map((version) => ({ dataSet, version })))
  return {
    versions: versions.filter(({ version }) => version.counts.test > 0),
    bases: models.filter(({ adapter }) => adapter === null),
    adapters: [...adapters.filter((one) => !isUnfit(one)), ...adapters.filter(isUnfit)],
    unfit,
  }
}

/** Whether an adapter is asked in arms of this kind. */
export function takesAdapter(kind: ArmKind): boolean {
  return kind === 'tuned' || kind === 'hybrid'
}

export interface Chosen {
  readonly version: Offered['versions'][number] | undefined
  readonly base: ChatModelInfo | undefined
  readonly adapter: ChatModelInfo | undefined
}

/** What was chosen, else what fits: the adapter's own base, so that only the adapter tells the arms apart. */
export function chosenOf(wanted: Wanted, { versions, bases, adapters }: Offered): Chosen {
  const adapter = adapters.find(({ name }) => name === wanted.adapter) ?? adapters[0]
  const own = bases.find(({ name }) => name === adapter?.adapter?.base)
  return {
    version: versions.find(({ version }) => version.id === wanted.versionId) ?? versions[0],
    base: bases.find(({ name }) => name === wanted.base) ?? own ?? bases[0],
    adapter,
  }
}

/** Each arm once, in the order of the four, then what was added. */
export function armsOf({ kinds, further }: Pick<Wanted, 'kinds' | 'further'>, { base, adapter }: Pick<Chosen, 'base' | 'adapter'>): readonly PlainArm[] {
  const four = armKinds.flatMap((kind): readonly PlainArm[] => {
    const model = takesAdapter(kind) ? adapter : base
    return kinds.includes(kind) && model !== undefined ? [{ kind, model: model.name }] : []
  })
  const all = [...four, ...further]
  return all.filter((arm, at) => all.findIndex(({ kind, model }) => kind === arm.kind && model === arm.model) === at)
}

/** Null while something that is needed has not been chosen. */
export function requestOf(wanted: Wanted, offered: Offered): ExperimentRequest | null {
  const { version, ...models } = chosenOf(wanted, offered)
  const arms = armsOf(wanted, models)
  if (version === undefined || arms.length === 0 || arms.length > mostArms) return null
  const name = wanted.name.trim() === '' ? version.dataSet.name.slice(0, 200) : wanted.name.trim()
  return { name, versionId: version.version.id, arms: arms.map(({ kind, model }) => ({ kind, model })), settings: wanted.settings }
}

/** Answers that will be asked for, which is what an experiment takes its time for. */
export function answersWanted({ limit }: Pick<ExperimentSettings, 'limit'>, { version }: Pick<Chosen, 'version'>, arms: number): number {
  const questions = version?.version.counts.test ?? 0
  return Math.min(questions, limit ?? questions) * arms
}
