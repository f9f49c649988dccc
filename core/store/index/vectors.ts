/** Search by meaning: one vector per passage, compared by cosine; and the vectors that are known already, by text. */
import type { Hit, VectorRow } from '../../ports/passage-index.ts'
import { vectorsSchema, vectorsTable } from './batches.ts'
import { type CaredTable, openCaredTable, type Place } from './cared-table.ts'
import { idIn, nameIn } from './filters.ts'
import { createKnownHashes } from './known-hashes.ts'

export interface VectorsIndex extends CaredTable<VectorRow> {
  known(textHashes: readonly string[]): Promise<ReadonlyMap<string, Float32Array>>
  search(vector: Float32Array, k: number, documents: readonly string[] | null): Promise<readonly Hit[]>
  similarities(vector: Float32Array, ids: readonly number[]): Promise<ReadonlyMap<number, number>>
  idsOf(documentId: string): Promise<ReadonlySet<number>>
  count(): Promise<number>
}

/** Partitions looked into, and candidates measured exactly: so many per hit, and never fewer than these. */
const nprobes = 40
const refineFactor = 10
const leastRefined = 600
/** Ids or hashes named in one query. */
const perQuery = 500

export async function openVectors(place: Place, name: string, dimensions: number): Promise<VectorsIndex> {
  const cared = await openCaredTable<VectorRow>(place, {
    kind: 'vectors',
    name,
    schema: vectorsSchema(dimensions),
    toArrow: (rows) => vectorsTable(rows, dimensions),
    gather: { windowMs: 400, enough: 512 },
    // a fold writes the whole table again
    foldAfter: (rows) => Math.max(2_048, rows * 0.15),
  })
  const hashes = createKnownHashes(cared)

  async function rowsWhere<Row>(columns: string[], filter: string): Promise<readonly Row[]> {
    return await cared.read(async (table) => (await table.query().where(filter).select(columns).toArray()) as readonly Row[])
  }

  return {
    ...cared,
    async add(rows) {
      await cared.add(rows)
      hashes.add(rows)
    },
    async known(textHashes) {
      const likely = await hashes.likely(textHashes)
      const found = new Map<string, Float32Array>()
      for (const some of chunks(likely, perQuery))
        for (const row of await rowsWhere<{ hash: string; vector: ArrowVector }>(['hash', 'vector'], nameIn('hash', some))) {
          if (!found.has(row.hash)) found.set(row.hash, toFloats(row.vector))
        }
      return found
    },
    async search(vector, k, documents) {
      if (documents?.length === 0) return []
      return await cared.read(async (table) => {
        let search = table
          .query()
          .nearestTo(vector)
          .distanceType('cosine')
          .nprobes(nprobes)
          .refineFactor(Math.max(refineFactor, Math.ceil(leastRefined / k)))
        if (documents !== null) search = search.where(nameIn('document', documents))
        const rows = (await search.select(['id', 'document', '_distance']).limit(k).toArray()) as readonly {
          readonly id: bigint
          readonly document: string
          readonly _distance: number
        }[]
        return rows.map((row) => ({ id: Number(row.id), documentId: row.document, score: 1 - row._distance }))
      })
    },
    async similarities(vector, ids) {
      const cosines = new Map<number, number>()
      for (const some of chunks(ids, perQuery))
        for (const row of await rowsWhere<{ id: bigint; vector: ArrowVector }>(['id', 'vector'], idIn(some))) {
          cosines.set(Number(row.id), dot(vector, toFloats(row.vector)))
        }
      return cosines
    },
    async idsOf(documentId) {
      const rows = await rowsWhere<{ id: bigint }>(['id'], nameIn('document', [documentId]))
      return new Set(rows.map(({ id }) => Number(id)))
    },
    count: async () => await cared.read(async (table) => await table.countRows()),
  }
}

/** A list value as LanceDB hands it out: an Arrow vector of its numbers. */
interface ArrowVector {
  toArray(): Float32Array
}

/** A copy: the numbers stand in memory that Arrow shares. */
function toFloats(vector: ArrowVector): Float32Array {
  return Float32Array.from(vector.toArray())
}

/** Vectors have length 1, so this is the cosine. */
function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

function* chunks<T>(all: readonly T[], size: number): Iterable<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
