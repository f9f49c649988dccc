/** Versions of data sets, which never change, and what is erased with a source: a version that has lost an example is none. */
import type { DataSetsStore } from '../ports/data-sets-store.ts'
import type { DataSetVersion } from '../types/data-set.ts'
import { toFrozen, toVersion } from './data-set-rows.ts'
import type { Database } from './database.ts'
import { inSource } from './in-source.ts'
import { id, integer, rowId, rowIds } from './rows.ts'

export function dataSetVersions(database: Database) {
  const newest = 'SELECT * FROM data_set_versions WHERE data_set_id = ? ORDER BY number DESC'

  function version(versionId: string): DataSetVersion | null {
    const row = database.prepare('SELECT * FROM data_set_versions WHERE id = ?').get(rowId(versionId))
    return row === undefined ? null : toVersion(row)
  }

  const store: Pick<DataSetsStore, 'freeze' | 'version' | 'versionExamples' | 'quoting' | 'erase'> = {
    version,
    freeze: ({ dataSetId, ...body }, examples) =>
      database.write(() => {
        const key = rowId(dataSetId)
        const last = database.prepare(newest).get(key)
        const { lastInsertRowid } = database
          .prepare('INSERT INTO data_set_versions (data_set_id, number, body) VALUES (?, ?, ?)')
          .run(key, last === undefined ? 1 : integer(last, 'number') + 1, JSON.stringify(body))
        const put = database.prepare('INSERT INTO frozen_examples (version_id, example_id, split, hash, body) VALUES (?, ?, ?, ?, ?)')
        const putFile = database.prepare('INSERT INTO version_files (version_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING')
        for (const example of examples) {
          put.run(lastInsertRowid, rowId(example.id), example.split, example.hash, JSON.stringify(example))
          for (const { file } of example.passages) putFile.run(lastInsertRowid, file)
        }
        database.prepare('UPDATE data_sets SET changed_at = max(changed_at, ?) WHERE id = ?').run(Math.round(body.frozenAt), key)
        return version(String(lastInsertRowid)) as DataSetVersion
      }),
    versionExamples(versionId, { split, after = '', limit }) {
      const values = [rowId(versionId), rowId(after) ?? 0, ...(split === undefined ? [] : [split]), limit]
      return database
        .prepare(
          `SELECT body FROM frozen_examples WHERE version_id = ? AND example_id > ?${split === undefined ? '' : ' AND split = ?'} ORDER BY example_id LIMIT ?`,
        )
        .all(...values)
        .map(toFrozen)
    },
    quoting(sourceId) {
      const key = rowId(sourceId)
      const found = (files: string, name: string, table: string) => {
        const rows = database.prepare(`SELECT id, data_set_id FROM ${table} WHERE id IN (SELECT ${files}.${name} ${inSource(files)})`).all(key)
        return { ids: rows.map((row) => id(row, 'id')), dataSets: rows.map((row) => id(row, 'data_set_id')) }
      }
      const examples = found('example_files', 'example_id', 'examples')
      const removals = found('removal_files', 'removal_id', 'removals')
      const versions = found('version_files', 'version_id', 'data_set_versions')
      return {
        examples: examples.ids,
        removals: removals.ids,
        versions: versions.ids,
        dataSets: [...new Set([...examples.dataSets, ...removals.dataSets, ...versions.dataSets])],
      }
    },
    erase: ({ examples, removals, versions }) =>
      database.write(() => {
        const erased = [
          ['examples', examples],
          ['removals', removals],
          ['data_set_versions', versions],
        ] as const
        for (const [table, ids] of erased) database.prepare(`DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`).run(rowIds(ids))
      }),
  }

  return {
    store,
    /** Newest first. */
    of: (dataSetId: string): readonly DataSetVersion[] => database.prepare(newest).all(rowId(dataSetId)).map(toVersion),
  }
}
