/** Keeps the accepted examples of a data set as a version that never changes. */
import { AlcoveError } from '../../errors.ts'
import { turn } from '../../ports/clock.ts'
import { freeze } from '../../tune/freeze.ts'
import type { DataSetVersion, Example } from '../../types/data-set.ts'
import type { EnginePorts } from '../ports.ts'
import { shownLength } from './clean.ts'
import { everyExample } from './every-example.ts'

/** Passages of a document that tell whether it is a version of another. */
const compared = 60

type Ports = Pick<EnginePorts, 'dataSets' | 'passages' | 'clock' | 'committed'>

/** Throws `input-invalid` and `data-set-small`. */
export async function freezeDataSet(
  { id, ...request }: { readonly id: string; readonly seed: number; readonly train: number; readonly validation: number },
  ports: Ports,
): Promise<DataSetVersion> {
  const { dataSets, clock, committed } = ports
  if (request.train + request.validation >= 1) throw new AlcoveError('input-invalid', { reason: 'train + validation ≥ 1' })
  const examples = [...everyExample(dataSets, id, { state: 'accepted' })]
  const { examples: frozen, removed, version } = await freeze(examples, await documentTexts(examples, ports), request)
  const at = clock.now()
  const kept = dataSets.freeze({ dataSetId: id, frozenAt: at, seed: request.seed, ...version }, frozen)
  dataSets.takeOut(
    id,
    [],
    removed.map(({ example, of }) => ({
      reason: 'near-test',
      input: example.input.slice(0, shownLength),
      of,
      line: null,
      at,
      files: example.passages.map(({ file }) => file),
    })),
    at,
  )
  await committed()
  return kept
}

async function documentTexts(examples: readonly Example[], { passages }: Pick<Ports, 'passages'>): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(examples.flatMap((example) => example.passages.flatMap(({ golden, documentId }) => (golden ? [documentId] : []))))
  const texts = new Map<string, string>()
  for (const id of ids) {
    const slice = passages.slice(id, -1, compared)
    if (slice.length > 0) texts.set(id, slice.map(({ text }) => text).join('\n'))
    if (texts.size % 20 === 0) await turn()
  }
  return texts
}
