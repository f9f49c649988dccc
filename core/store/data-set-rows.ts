/** Reads data sets out of rows. What is JSON in them we wrote ourselves. */
import type { StoredDataSet } from '../ports/data-sets-store.ts'
import type { DataSetCounts, DataSetVersion, DraftPlan, Example, FrozenExample, Removal } from '../types/data-set.ts'
import type { Database, Row } from './database.ts'
import { id, integer, text, textOrNull } from './rows.ts'

export function toDataSet(row: Row, database: Database, versions: readonly DataSetVersion[]): StoredDataSet {
  const plan = textOrNull(row, 'plan')
  return {
    id: id(row, 'id'),
    name: text(row, 'name'),
    createdAt: integer(row, 'created_at'),
    changedAt: integer(row, 'changed_at'),
    counts: countsOf(database, integer(row, 'id')),
    plan: plan === null ? null : (JSON.parse(plan) as DraftPlan),
    versions,
  }
}

function countsOf(database: Database, key: number): DataSetCounts {
  const rows = database.prepare('SELECT state, personal, count(*) AS count FROM examples WHERE data_set_id = ? GROUP BY state, personal').all(key)
  const sum = (of: (row: Row) => boolean) => rows.filter(of).reduce((total, row) => total + integer(row, 'count'), 0)
  const documents = database
    .prepare(
      `SELECT count(DISTINCT document_id) AS count FROM examples JOIN example_files ON example_files.example_id = examples.id
       WHERE data_set_id = ? AND state <> 'rejected' AND golden = 1`,
    )
    .get(key)
  return {
    waiting: sum((row) => row['state'] === 'waiting'),
    accepted: sum((row) => row['state'] === 'accepted'),
    rejected: sum((row) => row['state'] === 'rejected'),
    personalData: sum((row) => row['state'] !== 'rejected' && row['personal'] === 1),
    documents: documents === undefined ? 0 : integer(documents, 'count'),
  }
}

export function toExample(row: Row): Example {
  return { ...(JSON.parse(text(row, 'body')) as Omit<Example, 'id'>), id: id(row, 'id') }
}

export function toFrozen(row: Row): FrozenExample {
  return JSON.parse(text(row, 'body')) as FrozenExample
}

export function toRemoval(row: Row): Removal {
  return JSON.parse(text(row, 'body')) as Removal
}

export function toVersion(row: Row): DataSetVersion {
  const body = JSON.parse(text(row, 'body')) as Omit<DataSetVersion, 'id' | 'number' | 'dataSetId'>
  return { ...body, id: id(row, 'id'), dataSetId: id(row, 'data_set_id'), number: integer(row, 'number') }
}
