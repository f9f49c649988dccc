/** Data sets frozen straight into a store, for experiments. */
import type { Stores } from '../../../core/ports/stores.ts'
import { grouped } from '../../../core/tune/grouped.ts'
import type { DataSetVersion, ExamplePassage, FrozenExample, Split } from '../../../core/types/data-set.ts'

export type Drafted = Pick<FrozenExample, 'input' | 'output'> & Partial<FrozenExample>

/** Examples stand in `split` test where they say nothing else, each in a group of its own. */
export function freeze(stores: Pick<Stores, 'dataSets'>, drafted: readonly Drafted[], name = 'Springs'): DataSetVersion {
  const { id } = stores.dataSets.create(name, 1_000)
  const added = stores.dataSets.add(id, drafted.map(whole), 1_000)
  const frozen = added.map((example, at): FrozenExample => ({ ...example, split: drafted[at]?.split ?? 'test', hash: drafted[at]?.hash ?? `${name} ${at}` }))
  const of = (split: Split) => frozen.filter((example) => example.split === split).length
  const counts = { train: of('train'), validation: of('validation'), test: of('test') }
  const kinds = Object.fromEntries([...grouped(frozen, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]))
  return stores.dataSets.freeze({ dataSetId: id, frozenAt: 2_000, seed: 1, hash: name, counts, groups: counts, kinds, removed: 0 }, frozen)
}

function whole(drafted: Drafted, at: number) {
  const { split: _, hash: __, id: ___, ...given } = drafted
  return {
    kind: 'question' as const,
    alternatives: [],
    answerable: true,
    origin: 'document' as const,
    state: 'accepted' as const,
    edited: false,
    passages: [],
    group: `${drafted.input} ${at}`,
    personalData: [],
    scores: { grounding: 1, judge: null },
    generator: null,
    message: null,
    madeAt: 1_000,
    ...given,
  }
}

export function passageOf(file: string, text: string, documentId = file): ExamplePassage {
  return {
    passageId: 1,
    documentId,
    file,
    fileName: file.split('/').at(-1) ?? file,
    contentHash: file,
    anchor: { kind: 'lines', lines: [1, 1], headings: [] },
    text,
    golden: true,
  }
}
