/** Connects to the index folder with small caches: left alone, LanceDB keeps up to seven gigabytes. */
import { type Connection, connect as connectTo, Session } from '@lancedb/lancedb'

/** What a connection may keep in memory of indexes and of the tables' structure. Bytes. */
export interface CacheSizes {
  readonly index: number
  readonly structure: number
}

export async function connect(folder: string, { index, structure }: CacheSizes): Promise<Connection> {
  // as an option: the session that `connect` takes as its third argument is ignored
  return await connectTo(folder, { session: new Session(BigInt(index), BigInt(structure)) })
}
