/** Data sets: what is listed, looked through and frozen. */
import type { DataSetsStore, ExamplesQuery, NewRemoval, StoredDataSet } from '../ports/data-sets-store.ts'
import { fold } from '../text/terms.ts'
import type { Example } from '../types/data-set.ts'
import { toDataSet, toExample, toRemoval } from './data-set-rows.ts'
import { dataSetVersions } from './data-set-versions.ts'
import type { Database, Value } from './database.ts'
import { integer, rowId, rowIds } from './rows.ts'

export function createDataSetsStore(database: Database): DataSetsStore {
  const versions = dataSetVersions(database)

  function get(dataSetId: string): StoredDataSet | null {
    const row = database.prepare('SELECT * FROM data_sets WHERE id = ?').get(rowId(dataSetId))
    return row === undefined ? null : toDataSet(row, database, versions.of(dataSetId))
  }

  function touch(dataSetId: string, at: number): void {
    database.prepare('UPDATE data_sets SET changed_at = max(changed_at, ?) WHERE id = ?').run(Math.round(at), rowId(dataSetId))
  }

  function putFiles(key: number, { passages }: Pick<Example, 'passages'>): void {
    const put = database.prepare(
      'INSERT INTO example_files (example_id, path, document_id, golden) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET golden = max(golden, excluded.golden)',
    )
    for (const { file, documentId, golden } of passages) put.run(key, file, documentId, golden ? 1 : 0)
  }

  function list(dataSetId: string, query: ExamplesQuery): readonly Example[] {
    const { where, values } = filter(query)
    return database
      .prepare(`SELECT id, body FROM examples WHERE data_set_id = ? AND id > ?${where} ORDER BY id LIMIT ?`)
      .all(rowId(dataSetId), rowId(query.after ?? '') ?? 0, ...values, query.limit)
      .map(toExample)
  }

  function putRemovals(dataSetId: string, removals: readonly NewRemoval[]): void {
    const put = database.prepare('INSERT INTO removals (data_set_id, body) VALUES (?, ?)')
    const putFile = database.prepare('INSERT INTO removal_files (removal_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING')
    for (const { files, ...removal } of removals) {
      const { lastInsertRowid } = put.run(rowId(dataSetId), JSON.stringify(removal))
      for (const file of files) putFile.run(lastInsertRowid, file)
    }
  }

  return {
    ...versions.store,
    get,
    create: (name, at) =>
      database.write(() => {
        const { lastInsertRowid } = database
          .prepare('INSERT INTO data_sets (name, created_at, changed_at) VALUES (?, ?, ?)')
          .run(name, Math.round(at), Math.round(at))
        return get(String(lastInsertRowid)) as StoredDataSet
      }),
    list: () =>
      database
        .prepare('SELECT * FROM data_sets ORDER BY id DESC')
        .all()
        .map((row) => toDataSet(row, database, versions.of(String(integer(row, 'id'))))),
    change: (dataSetId, { name, plan }, at) =>
      database.write(() => {
        const key = rowId(dataSetId)
        if (name !== undefined) database.prepare('UPDATE data_sets SET name = ? WHERE id = ?').run(name, key)
        if (plan !== undefined) database.prepare('UPDATE data_sets SET plan = ? WHERE id = ?').run(JSON.stringify(plan), key)
        touch(dataSetId, at)
        return get(dataSetId)
      }),
    remove: (dataSetId) => database.write(() => database.prepare('DELETE FROM data_sets WHERE id = ?').run(rowId(dataSetId)).changes > 0),
    add: (dataSetId, examples, at) =>
      database.write(() => {
        const put = database.prepare('INSERT INTO examples (data_set_id, state, kind, personal, words, body) VALUES (?, ?, ?, ?, ?, ?)')
        const added = examples.map((example): Example => {
          const { lastInsertRowid } = put.run(rowId(dataSetId), ...columnsOf(example))
          putFiles(Number(lastInsertRowid), example)
          return { ...example, id: String(lastInsertRowid) }
        })
        touch(dataSetId, at)
        return added
      }),
    examples: list,
    example(dataSetId, exampleId) {
      const row = database.prepare('SELECT id, body FROM examples WHERE id = ? AND data_set_id = ?').get(rowId(exampleId), rowId(dataSetId))
      return row === undefined ? null : toExample(row)
    },
    review: (dataSetId, exampleIds, state, at) =>
      database.write(() => {
        const { changes } = database
          .prepare(
            `UPDATE examples SET state = ?, body = json_set(body, '$.state', ?)
             WHERE data_set_id = ? AND id IN (SELECT value FROM json_each(?))`,
          )
          .run(state, state, rowId(dataSetId), rowIds(exampleIds))
        touch(dataSetId, at)
        return changes
      }),
    save: (dataSetId, { id, ...example }, at) =>
      database.write(() => {
        const key = rowId(id)
        const { changes } = database
          .prepare('UPDATE examples SET state = ?, kind = ?, personal = ?, words = ?, body = ? WHERE id = ? AND data_set_id = ?')
          .run(...columnsOf(example), key, rowId(dataSetId))
        if (changes === 0 || key === null) return
        database.prepare('DELETE FROM example_files WHERE example_id = ?').run(key)
        putFiles(key, example)
        touch(dataSetId, at)
      }),
    takeOut: (dataSetId, exampleIds, removals, at) =>
      database.write(() => {
        database.prepare('DELETE FROM examples WHERE data_set_id = ? AND id IN (SELECT value FROM json_each(?))').run(rowId(dataSetId), rowIds(exampleIds))
        putRemovals(dataSetId, removals)
        touch(dataSetId, at)
      }),
    removals(dataSetId, { skip, limit }) {
      const key = rowId(dataSetId)
      const total = database.prepare('SELECT count(*) AS total FROM removals WHERE data_set_id = ?').get(key)
      const rows = database.prepare('SELECT body FROM removals WHERE data_set_id = ? ORDER BY id DESC LIMIT ? OFFSET ?').all(key, limit, skip)
      return { total: total === undefined ? 0 : integer(total, 'total'), removals: rows.map(toRemoval) }
    },
  }
}

function filter({ ids, state, kind, personalData, words = [] }: ExamplesQuery): { readonly where: string; readonly values: readonly Value[] } {
  const parts: readonly (readonly [where: string, value: Value])[] = [
    ...(ids === undefined ? [] : ([['id IN (SELECT value FROM json_each(?))', rowIds(ids)]] as const)),
    ...(state === undefined ? [] : ([['state = ?', state]] as const)),
    ...(kind === undefined ? [] : ([['kind = ?', kind]] as const)),
    ...(personalData === undefined ? [] : ([['personal = ?', personalData ? 1 : 0]] as const)),
    ...words.map((word) => ['instr(words, ?) > 0', fold(word)] as const),
  ]
  return { where: parts.map(([where]) => ` AND ${where}`).join(''), values: parts.map(([, value]) => value) }
}

function columnsOf(example: Omit<Example, 'id'>): readonly [state: string, kind: string, personal: number, words: string, body: string] {
  const { state, kind, input, output, personalData } = example
  return [state, kind, personalData.length > 0 ? 1 : 0, fold(`${input}\n${output}`), JSON.stringify(example)]
}
