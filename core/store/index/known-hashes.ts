/**
 * Which texts may have a vector already. Nearly every text of a new document is new, so a set in memory answers
 * for the table; a removed row leaves its hash behind, which costs one look-up in vain. 40 bytes per row.
 */
import type { VectorRow } from '../../ports/passage-index.ts'
import type { CaredTable } from './cared-table.ts'

export interface KnownHashes {
  add(rows: readonly VectorRow[]): void
  /** Those that are worth looking up. */
  likely(hashes: readonly string[]): Promise<readonly string[]>
}

export function createKnownHashes(table: CaredTable<VectorRow>): KnownHashes {
  const known = new Set<number>()
  let loading: Promise<void> | null = null

  async function load(): Promise<void> {
    await table.read(async (lance) => {
      for await (const batch of lance.query().select(['hash'])) {
        const hashes = batch.getChild('hash')
        for (let at = 0; at < batch.numRows; at++) known.add(short(String(hashes?.get(at))))
      }
    })
  }

  return {
    add(rows) {
      for (const { textHash } of rows) known.add(short(textHash))
    },
    async likely(hashes) {
      loading ??= load()
      await loading
      return [...new Set(hashes)].filter((hash) => known.has(short(hash)))
    },
  }
}

/** The first 52 bits: a number that JavaScript keeps exactly. */
function short(hash: string): number {
  return Number.parseInt(hash.slice(0, 13), 16)
}
