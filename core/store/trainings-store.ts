/** Trainings and what is kept of adapters. The JSON in their rows we wrote ourselves. */
import type { AdapterRecord, AdaptersStore, TrainingsStore } from '../ports/trainings-store.ts'
import type { Training } from '../types/training.ts'
import type { Database, Row } from './database.ts'
import { id, rowId, text } from './rows.ts'

export function createTrainingsStore(database: Database): TrainingsStore {
  function byId(trainingId: string): Training | null {
    const row = database.prepare('SELECT id, training FROM trainings WHERE id = ?').get(rowId(trainingId))
    return row === undefined ? null : toTraining(row)
  }

  return {
    byId,
    add: (draft) =>
      database.write(() => {
        const training: Omit<Training, 'id'> = { ...draft, ...atFirst }
        const { lastInsertRowid } = database
          .prepare('INSERT INTO trainings (state, version_id, training) VALUES (?, ?, ?)')
          .run(training.state, training.versionId, JSON.stringify(training))
        return { ...training, id: String(lastInsertRowid) }
      }),
    all: () => database.prepare('SELECT id, training FROM trainings ORDER BY id DESC').all().map(toTraining),
    update: (trainingId, changes) =>
      database.write(() => {
        const known = byId(trainingId)
        if (known === null) return null
        const { failure: _failure, ...sound } = known
        const { id: own, ...training } = { ...(changes.state === undefined ? known : sound), ...changes }
        database.prepare('UPDATE trainings SET state = ?, training = ? WHERE id = ?').run(training.state, JSON.stringify(training), rowId(own))
        return { ...training, id: own }
      }),
    remove(trainingId) {
      database.write(() => database.prepare('DELETE FROM trainings WHERE id = ?').run(rowId(trainingId)))
    },
  }
}

const atFirst = {
  best: true,
  state: 'waiting',
  endedAt: null,
  device: null,
  step: 0,
  steps: 0,
  secondsLeft: null,
  losses: [],
  bestStep: null,
  examples: 0,
  tooLong: 0,
  seconds: 0,
  memory: null,
  adapter: null,
} as const

function toTraining(row: Row): Training {
  return { ...(JSON.parse(text(row, 'training')) as Omit<Training, 'id'>), id: id(row, 'id') }
}

export function createAdaptersStore(database: Database): AdaptersStore {
  return {
    byModel(model) {
      const row = database.prepare('SELECT record FROM adapters WHERE model = ?').get(model)
      return row === undefined ? null : (JSON.parse(text(row, 'record')) as AdapterRecord)
    },
    put(record) {
      database.write(() => {
        database
          .prepare('INSERT INTO adapters (model, record) VALUES (?, ?) ON CONFLICT (model) DO UPDATE SET record = excluded.record')
          .run(record.model, JSON.stringify(record))
      })
    },
    remove(model) {
      database.write(() => database.prepare("DELETE FROM adapters WHERE model = ?1 OR substr(model, 1, length(?1) + 1) = ?1 || '+'").run(model))
    },
  }
}
