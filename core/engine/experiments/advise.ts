/** Gathers what advice is taken from: the experiment, the documents as they are now, and the adapter measured. */
import { advise } from '../../evaluate/advice/advise.ts'
import type { CorpusFacts } from '../../evaluate/advice/material.ts'
import type { FilesStore, PassagesStore } from '../../ports/stores.ts'
import { languageOf } from '../../text/question-words.ts'
import type { Adapter, Staleness } from '../../types/adapter.ts'
import type { Advice, AdviceQuestions, ExperimentResults } from '../../types/experiment.ts'
import { adapterIn, type HeldOut } from './held-out.ts'

export interface AdvicePorts {
  readonly heldOut: HeldOut
  readonly passages: Pick<PassagesStore, 'documents' | 'pagesOf' | 'slice'>
  readonly files: Pick<FilesStore, 'documentsIn'>
  readonly now: () => number
}

const month = 30 * 86_400_000
/** Documents looked at for their language, and the share of them that makes a language count. */
const sampled = 200
const goodPart = 0.2

export async function adviceFor(results: ExperimentResults | null, questions: AdviceQuestions, ports: AdvicePorts): Promise<Advice> {
  const adapters = await ports.heldOut.adapters()
  const measured = results?.experiment.arms.flatMap(({ model }) => adapterIn(adapters, model) ?? []) ?? []
  const version = results === null ? null : ports.heldOut.version(results.experiment.versionId)
  return advise({
    questions,
    results,
    corpus: corpusFacts(ports),
    examples: version?.train ?? null,
    staleness: stalest(measured.length > 0 ? measured : newest(adapters)),
  })
}

function corpusFacts({ passages, files, now }: AdvicePorts): CorpusFacts {
  const documents = passages.documents().filter((one) => one.parentId === null && one.passages + one.pagePassages > 0)
  const changed = new Set(files.documentsIn({ modified: { from: now() - month } }))
  const every = Math.max(1, Math.floor(documents.length / sampled))
  const looked = documents.filter((_, at) => at % every === 0)
  const counts = new Map<string, number>()
  for (const { id } of looked) {
    const text = firstText(id, passages)
    if (text !== null) counts.set(languageOf(text), (counts.get(languageOf(text)) ?? 0) + 1)
  }
  return {
    documents: documents.length,
    changedPerMonth: documents.filter(({ id }) => changed.has(id)).length,
    languages: [...counts].flatMap(([language, count]) => (count >= goodPart * looked.length ? [language] : [])),
  }
}

/** Of a document, or of the first of its scanned pages that has any. */
function firstText(documentId: string, passages: AdvicePorts['passages']): string | null {
  const own = passages.slice(documentId, -1, 1)[0]
  if (own !== undefined) return own.text
  for (const page of passages.pagesOf(documentId)) {
    const [first] = passages.slice(page, -1, 1)
    if (first !== undefined) return first.text
  }
  return null
}

function newest(adapters: readonly Adapter[]): readonly Adapter[] {
  return adapters.toSorted((a, b) => b.addedAt - a.addedAt).slice(0, 1)
}

/** Of several the one that has lost most. */
function stalest(adapters: readonly Adapter[]): Staleness | null {
  const lost = ({ changed, gone }: Staleness) => changed + gone
  return adapters.flatMap(({ staleness }) => staleness ?? []).toSorted((a, b) => lost(b) - lost(a))[0] ?? null
}
