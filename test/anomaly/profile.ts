/** Looks into a profile that no engine holds: what the store says, held against what stands in the index. */
import { join, resolve } from 'node:path'
import { chunkerVersion } from '../../core/ingest/chunk.ts'
import { openStores } from '../../core/store/open-stores.ts'
import { openPassageIndex } from '../../core/store/passage-index.ts'
import { readManifest } from '../../models/bundled-model.ts'

export interface Looked {
  /** Paths of files whose outcome is *indexed*. */
  readonly indexed: readonly string[]
  /** Paths of files all of whose passages can be found by keyword. A file that is read again keeps its old ones until then. */
  readonly findable: readonly string[]
  /** Documents of which a passage stands in the index more than once, or that are called done and have other rows than the store. */
  readonly twice: readonly string[]
  readonly passages: number
  readonly words: number
  readonly vectors: number
}

const model = resolve(import.meta.dirname, '../../models/bundled/all-MiniLM-L6-v2')

export async function looked(data: string): Promise<Looked> {
  const { id, revision, dimensions } = readManifest(model)
  const stores = openStores(join(data, 'alcove.db'))
  const index = await openPassageIndex({ folder: join(data, 'index'), chunkerVersion, model: id, revision, dimensions })
  try {
    const rows = await index.documents()
    const documents = stores.passages.documents()
    const twice = documents.filter((document) => {
      const row = rows.get(document.id)
      if (row?.twice === true) return true
      return document.state === 'done' && document.passages > 0 && (row?.words !== document.passages || row.vectors !== document.passages)
    })
    const whole = new Set(documents.filter(({ id, passages }) => passages > 0 && rows.get(id)?.words === passages).map(({ id }) => id))
    const files = stores.sources.all().flatMap((source) => stores.files.ofSource(source.id))
    return {
      indexed: files.filter(({ outcome }) => outcome?.kind === 'indexed').map(({ path }) => path),
      findable: files.filter(({ documentId }) => documentId !== null && whole.has(documentId)).map(({ path }) => path),
      twice: twice.map((document) => document.id),
      passages: stores.passages.counts().passages,
      words: [...rows.values()].reduce((sum, row) => sum + row.words, 0),
      vectors: [...rows.values()].reduce((sum, row) => sum + row.vectors, 0),
    }
  } finally {
    await index.close()
    stores.close()
  }
}
