/**
 * Opens a table, or makes it whole again. A write that the disk never finished leaves the newest manifest
 * empty or cut, and the table shut for good; without that one file the version before opens. What is then
 * missing is put back from the store. A table that nothing opens is begun anew: it is a cache.
 */
import { existsSync } from 'node:fs'
import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection, Table } from '@lancedb/lancedb'
import type { Schema } from 'apache-arrow'

/** More torn versions than this in a row mean that it is not a torn write. */
const mostTorn = 8

export async function openTable(connection: Connection, folder: string, name: string, schema: Schema): Promise<Table> {
  const place = join(folder, `${name}.lance`)
  if (!existsSync(place)) return await connection.createEmptyTable(name, schema)
  for (let torn = 0; torn <= mostTorn; torn++) {
    const table = await tryOpen(connection, name, schema)
    if (table !== null) {
      await removeEmptyFolders(join(place, '_indices'))
      return table
    }
    if (!(await removeNewestManifest(place))) break
  }
  return await renewTable(connection, folder, name, schema)
}

/** The table, empty. Whoever held it open must let go of it first. */
export async function renewTable(connection: Connection, folder: string, name: string, schema: Schema): Promise<Table> {
  await rm(join(folder, `${name}.lance`), { recursive: true, force: true })
  return await connection.createEmptyTable(name, schema, { mode: 'overwrite' })
}

async function tryOpen(connection: Connection, name: string, schema: Schema): Promise<Table | null> {
  let table: Table | null = null
  try {
    table = await connection.openTable(name)
    const found = await table.schema()
    await table.countRows()
    const same = found.fields.length === schema.fields.length && found.fields.every((field, at) => String(field) === String(schema.fields[at]))
    if (same) return table
  } catch {
    // whatever the reason, the caller goes one version back
    table?.close()
    return null
  }
  table.close()
  return null
}

/** LanceDB's clean-up takes the files of an old index and leaves its folder. */
async function removeEmptyFolders(place: string): Promise<void> {
  if (!existsSync(place)) return
  for (const entry of await readdir(place)) if ((await readdir(join(place, entry))).length === 0) await rmdir(join(place, entry))
}

/** False where there is no version before it. */
async function removeNewestManifest(place: string): Promise<boolean> {
  const versions = join(place, '_versions')
  const manifests = existsSync(versions) ? (await readdir(versions)).filter((file) => file.endsWith('.manifest')) : []
  // named so that the newest comes first
  const [newest, before] = manifests.sort()
  if (newest === undefined || before === undefined) return false
  await rm(join(versions, newest))
  return true
}
